"use strict";
// Times are written in UTC by the server; here they become the reader's own. Bare days (data-day) stay days.
window.pressline = {
  localTimes(scope) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || zone === "UTC" || zone === "Etc/UTC") return;
    for (const time of scope.querySelectorAll("time[data-style]")) {
      const moment = new Date(time.dateTime);
      if (Number.isNaN(moment.getTime())) continue;
      const styles = {
        clock: { hour: "2-digit", minute: "2-digit" },
        short: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
        long: {
          day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
        },
      };
      const style = styles[time.dataset.style];
      if (!style) continue;
      time.title = time.title || time.textContent.trim();
      time.textContent = new Intl.DateTimeFormat("en-GB", style).format(moment);
      delete time.dataset.style;
    }
  },
};
window.pressline.localTimes(document);
