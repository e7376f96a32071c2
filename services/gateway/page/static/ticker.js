"use strict";
// The wire: articles as they are indexed, from /v1/stream, atop what the server wrote. A bounded list; a reader
// may pause it; screen readers are told of news in one sentence, and not more often than they can say it.
(() => {
  const LONGEST = 40; // items in the list
  const SAY_EVERY = 10000; // milliseconds between two announcements
  const LEAVE_AFTER = 30000; // milliseconds out of sight: browsers allow a site but six connections over all tabs
  const RESUME_WITHIN = 600000; // milliseconds away after which it starts anew
  const wire = document.querySelector("[data-ticker]");
  if (!wire || !("EventSource" in window)) return;
  const list = wire.querySelector("[data-ticker-list]");
  const state = wire.querySelector("[data-ticker-state]");
  const pause = wire.querySelector("[data-ticker-pause]");
  const said = wire.querySelector("[data-ticker-said]");
  let paused = false;
  let waiting = []; // newest first; shown when the reader goes on
  let unsaid = 0;
  let timer = null;
  let stream = null;
  let last = ""; // id of the newest event
  let left = 0; // when the stream was let go
  let leaving = null;

  const href = (id) => `/articles/${encodeURIComponent(id)}`;
  const hostOf = (url) => {
    try {
      return new URL(url).hostname.replace(/^www\./, "") || null;
    } catch {
      return null;
    }
  };
  const item = (article) => {
    const entry = document.createElement("li");
    entry.className = "new";
    entry.dataset.article = article.article_id;
    const meta = document.createElement("p");
    meta.className = "meta";
    const time = document.createElement("time");
    time.dateTime = article.indexed_at;
    time.dataset.style = "clock";
    time.textContent = `${article.indexed_at.slice(11, 16)} UTC`;
    meta.append(time, ` · ${article.source ?? hostOf(article.url) ?? "unknown source"}${article.duplicate_of ? ", a copy" : ""}`);
    const link = document.createElement("a");
    link.href = href(article.article_id);
    link.dir = "auto";
    link.textContent = article.headline || "An article without a headline";
    entry.append(meta, link);
    window.pressline.localTimes(entry);
    return entry;
  };
  const drop = (id) => {
    waiting = waiting.filter((article) => article.article_id !== id);
    for (const entry of list.children) {
      const link = entry.querySelector("a");
      if (link?.getAttribute("href") === href(id)) entry.remove();
    }
  };
  const showState = () => {
    const live = stream?.readyState === EventSource.OPEN;
    state.toggleAttribute("data-live", live && !paused);
    if (paused) state.textContent = waiting.length ? `Paused, ${waiting.length} new` : "Paused";
    else if (live) state.textContent = "Live";
    else state.textContent = stream?.readyState === EventSource.CONNECTING ? "Connecting" : "Not connected";
  };
  const say = () => {
    timer = null;
    if (!unsaid || paused) return;
    const newest = list.querySelector("li.new a")?.textContent ?? "";
    said.textContent = unsaid === 1 ? `New: ${newest}` : `${unsaid} new articles. Newest: ${newest}`;
    unsaid = 0;
    timer = setTimeout(say, SAY_EVERY);
  };
  const show = (article) => {
    drop(article.article_id);
    list.querySelector(".nothing")?.remove();
    list.prepend(item(article));
    // what the keyboard stands on is not taken away
    while (list.children.length > LONGEST && !list.lastElementChild.contains(document.activeElement)) {
      list.lastElementChild.remove();
    }
    unsaid += 1;
    if (timer === null) timer = setTimeout(say, 1000);
  };

  const took = (event) => {
    last = event.lastEventId || last;
    return JSON.parse(event.data);
  };
  const open = () => {
    clearTimeout(leaving);
    if (stream) return;
    const resumed = last && Date.now() - left < RESUME_WITHIN;
    stream = new EventSource(wire.dataset.ticker + (resumed ? `?last_event_id=${encodeURIComponent(last)}` : ""));
    stream.addEventListener("open", showState);
    stream.addEventListener("error", showState);
    stream.addEventListener("article", (event) => {
      const article = took(event);
      const others = waiting.filter((one) => one.article_id !== article.article_id);
      if (paused) waiting = [article, ...others].slice(0, LONGEST);
      else show(article);
      showState();
    });
    stream.addEventListener("retraction", (event) => {
      drop(took(event).article_id);
      showState();
    });
    showState();
  };
  const close = () => {
    stream?.close();
    stream = null;
    left = Date.now();
    showState();
  };

  pause.addEventListener("click", () => {
    paused = !paused;
    pause.textContent = paused ? "Go on" : "Pause";
    if (!paused) {
      for (const article of waiting.reverse()) show(article);
      waiting = [];
    }
    showState();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") open();
    else leaving = setTimeout(close, LEAVE_AFTER);
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open); // also when the browser had put the page aside
  state.hidden = pause.hidden = false;
  open();
})();
