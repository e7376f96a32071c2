# One recipe for the image of every service:
#
#     docker build --build-arg SERVICE=clean -t pressline-clean:0.1.0 .
#
# SERVICE names the extra in pyproject.toml, so that the gateway image carries no spaCy. What the
# container runs is its command, `service clean`: any image can also run `topics apply`.
ARG PYTHON=3.11-slim

FROM python:${PYTHON} AS build
# uv and not pip: pip can't take some of a lock's packages and check their hashes
RUN python -m pip install --no-cache-dir uv==0.13.9 \
    && python -m venv --without-pip /opt/pressline
ENV UV_NO_CACHE=1 UV_COMPILE_BYTECODE=1 VIRTUAL_ENV=/opt/pressline
WORKDIR /src
ARG SERVICE
COPY pyproject.toml requirements.lock ./
# the libraries first, in a layer that a change of our own code leaves alone
RUN test -n "${SERVICE}" \
    && uv pip install --require-hashes --constraint requirements.lock --requirement pyproject.toml --extra "${SERVICE}"
COPY README.md ./
COPY schemas schemas
COPY services services
RUN uv pip install --no-deps .

FROM python:${PYTHON}
ARG SERVICE
LABEL org.opencontainers.image.title="pressline-${SERVICE}"
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin pressline \
    && install --directory --owner=pressline --group=pressline /data
COPY --from=build /opt/pressline /opt/pressline
ENV PATH=/opt/pressline/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PRESSLINE_DATA=/data \
    PRESSLINE_METRICS_HOST=0.0.0.0 \
    PRESSLINE_HTTP_HOST=0.0.0.0
# a number, so that Kubernetes can see that it is not root
USER 10001:10001
WORKDIR /data
# 8080 is the gateway's
EXPOSE 9100
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from os import environ; from urllib.request import urlopen; urlopen('http://127.0.0.1:' + environ.get('PRESSLINE_METRICS_PORT', '9100') + '/livez', timeout=4)"]
# exec form: SIGTERM reaches the service itself, which drains
ENTRYPOINT ["pressline"]
CMD ["--help"]
