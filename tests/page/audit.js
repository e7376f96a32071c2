// What a page must be for everybody: landmarks, names, order, contrast, nothing that sticks out. Gives what is wrong.
() => {
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const told = (element) => element.outerHTML.slice(0, 120);

  // landmarks and language
  if (document.documentElement.lang !== "en") wrong.push("no language");
  if (!document.title || document.title.startsWith(" ·")) wrong.push("no title");
  for (const [selector, count] of [["main", 1], ["body > header", 1], ["body > footer", 1], ["h1", 1]]) {
    if (all(selector).length !== count) wrong.push(`${all(selector).length} of ${selector}`);
  }
  for (const nav of all("nav")) if (!nav.ariaLabel) wrong.push(`nameless: ${told(nav)}`);
  if (all("nav [aria-current='page']").length > 1) wrong.push("two pages are current");
  const skip = document.querySelector("a");
  if (skip.getAttribute("href") !== "#content" || !document.querySelector("main#content")) wrong.push("no skip link");

  // headings go down one step at a time
  let level = 1;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) wrong.push(`after h${level}: ${told(heading)}`);
    if (!heading.textContent.trim()) wrong.push(`empty: ${told(heading)}`);
    level = own;
  }

  // names of what can be used or seen
  for (const field of all("input:not([type=hidden]), select, textarea")) {
    if (![...field.labels].some((label) => label.textContent.trim())) wrong.push(`no label: ${told(field)}`);
  }
  for (const link of all("a, button, summary")) {
    if (!link.hidden && !(link.textContent.trim() || link.ariaLabel)) wrong.push(`no name: ${told(link)}`);
  }
  for (const image of all("img")) if (!image.hasAttribute("alt")) wrong.push(`no alt: ${told(image)}`);
  for (const image of all("svg:not([aria-hidden])")) {
    if (image.getAttribute("role") !== "img" || !image.ariaLabel) wrong.push(`no words for: ${told(image)}`);
  }
  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids)) if (ids.indexOf(id) !== ids.lastIndexOf(id)) wrong.push(`id twice: ${id}`);
  for (const name of ["aria-labelledby", "aria-describedby"]) {
    for (const element of all(`[${name}]`)) {
      if (!document.getElementById(element.getAttribute(name))) wrong.push(`${name} to nothing: ${told(element)}`);
    }
  }
  for (const time of all("time")) if (!time.dateTime) wrong.push(`no datetime: ${told(time)}`);
  for (const link of all("a[href]")) {
    if (!["http:", "https:"].includes(new URL(link.href).protocol)) wrong.push(`runs something: ${told(link)}`);
  }
  for (const element of all("ul > :not(li), ol > :not(li), dl > :not(div, dt, dd)")) wrong.push(`in a list: ${told(element)}`);

  // contrast of every text with the ground it stands on (WCAG 2.2, 1.4.3)
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const [light, dark] = [luminance(style.color), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) wrong.push(`contrast ${ratio.toFixed(2)}: ${told(element)}`);
  }

  // nothing makes the page wider than the window
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    const wide = all("body *").filter((element) => element.getBoundingClientRect().right > width + 1);
    wrong.push(`wider than ${width}: ${wide.slice(0, 3).map(told).join(" | ")}`);
  }
  return wrong;
}
