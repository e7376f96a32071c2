"use strict";
// Keeps the numbers of the line fresh while its page is looked at.
(() => {
  const EVERY = 5000;
  const stages = document.querySelector(".stages");
  const problem = document.querySelector("[data-line-problem]");
  const troubles = document.querySelector("[data-line-troubles]");
  const live = document.querySelector("[data-line-live]");

  const number = (value) => (value === null ? "–" : new Intl.NumberFormat("en", { maximumFractionDigits: 1 }).format(value));
  // as services/gateway/page/wording.py says a length of time
  const lapse = (seconds) => {
    if (seconds === null) return "–";
    if (seconds < 0.995) return `${Math.round(seconds * 1000)} ms`;
    if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
    if (seconds < 100) return `${Math.round(seconds)} s`;
    if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
    if (seconds < 129600) return `${Math.round(seconds / 3600)} h`;
    const days = Math.round(seconds / 86400);
    return `${days} ${days === 1 ? "day" : "days"}`;
  };
  const written = {
    latency_p50: lapse,
    latency_p95: lapse,
    oldest_waiting_seconds: lapse,
    state: (value) => value ?? "–",
  };

  const show = (now) => {
    for (const stage of now.stages) {
      const item = stages.querySelector(`[data-stage="${CSS.escape(stage.stage)}"]`);
      if (!item) continue;
      for (const cell of item.querySelectorAll("[data-is]")) {
        const text = (written[cell.dataset.is] ?? number)(stage[cell.dataset.is]);
        if (cell.textContent !== text) cell.textContent = text;
      }
      item.classList.toggle("troubled", stage.dead > 0);
      item.dataset.state = stage.state ?? "unknown";
    }
    const time = document.createElement("time");
    time.dateTime = now.at;
    time.dataset.style = "clock";
    time.textContent = `${now.at.slice(11, 16)} UTC`;
    document.querySelector("[data-line-at]").replaceChildren(time);
    window.pressline.localTimes(document);
    tell(problem, now.problem);
    tell(troubles, now.troubles.join("; "));
  };
  const tell = (notice, text) => {
    notice.hidden = !text;
    const where = notice.querySelector("span");
    if (where.textContent !== (text ?? "")) where.textContent = text ?? "";
  };
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch("/v1/line", { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
      show(await answer.json());
    } catch (error) {
      tell(problem, error.message);
    }
  };
  live.hidden = false;
  document.addEventListener("visibilitychange", look);
  setInterval(look, EVERY);
  look();
})();
