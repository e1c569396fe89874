"use strict";
(() => {
  const form = document.getElementById("filter");
  const list = document.getElementById("list");

  // A link to a finding or an indicator opens it.
  const follow = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden && form) form.querySelector("#clear").click();
    const details = target.matches("details") ? target : target.querySelector(":scope > details");
    if (details) details.open = true;
    target.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", follow);

  // On paper nothing can be opened: what is closed is opened for printing, and closed again.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));

  // A window narrower than its picture begins at the figure.
  document.addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    event.target.querySelectorAll(".window").forEach((window) => {
      const mark = window.querySelector(".mark.q") || window.querySelector(".mark");
      if (!mark || window.scrollWidth <= window.clientWidth) return;
      const box = mark.getBoundingClientRect(), frame = window.getBoundingClientRect();
      window.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
    });
  }, true);

  if (!form) { follow(); return; }
  form.hidden = false;
  const findings = [...list.querySelectorAll(".finding")];
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const texts = new Map();
  const text = (finding) => {
    if (!texts.has(finding)) texts.set(finding, finding.textContent.toLocaleLowerCase().replace(/\s+/g, " "));
    return texts.get(finding);
  };

  const fits = (finding, wanted) =>
    wanted.severities.has(finding.dataset.severity) &&
    (!wanted.rule || finding.dataset.code.startsWith(wanted.rule)) &&
    (!wanted.indicator || finding.dataset.indicator === wanted.indicator) &&
    (!wanted.page || finding.dataset.pages.split(" ").includes(wanted.page)) &&
    wanted.words.every((word) => text(finding).includes(word));

  const apply = () => {
    const data = new FormData(form);
    const wanted = {
      severities: new Set(data.getAll("severity")),
      rule: data.get("rule"), indicator: data.get("indicator"), page: data.get("page"),
      words: data.get("text").toLocaleLowerCase().split(/\s+/).filter(Boolean),
    };
    let shown = 0;
    for (const finding of findings) {
      finding.hidden = !fits(finding, wanted);
      shown += finding.hidden ? 0 : 1;
    }
    for (const group of list.querySelectorAll(".group")) {
      const here = group.querySelectorAll(".finding:not([hidden])").length;
      group.hidden = here === 0;
      group.querySelector(".n").textContent = `(${here})`;
    }
    count.textContent = count.dataset.text.replace("{n}", shown).replace("{total}", findings.length);
    nothing.hidden = shown > 0;
  };

  const titles = Object.fromEntries([...form.querySelectorAll("[name=severity]")].map(
    (box) => [box.value, list.querySelector(`.finding.${box.value}`).closest(".group").querySelector("h3").firstChild.data.trim()]));
  const page = form.elements.page.closest("label").firstChild.data;
  const keys = {
    severity: (f) => titles[f.dataset.severity],
    family: (f) => f.dataset.family,
    indicator: (f) => f.dataset.name || "–",
    page: (f) => { const first = f.dataset.pages.split(" ")[0]; return first ? `${page} ${first}` : "–"; },
  };
  const regroup = () => {
    const by = form.elements.group.value;
    const groups = new Map();
    for (const finding of findings) {
      const key = keys[by](finding);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(finding);
    }
    const ordered = by === "page"
      ? [...groups].sort(([a], [b]) => (parseInt(a.slice(page.length), 10) || 0) - (parseInt(b.slice(page.length), 10) || 0))
      : [...groups];
    list.replaceChildren(...ordered.map(([key, members]) => {
      const section = document.createElement("section"), head = document.createElement("h3"), n = document.createElement("span");
      section.className = "group";
      n.className = "n";
      head.append(`${key} `, n);
      section.append(head, ...members);
      return section;
    }));
    apply();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => (event.target.name === "group" ? regroup() : apply()));
  }
  form.querySelector("#clear").addEventListener("click", () => { form.reset(); regroup(); });
  const open = (state) => () => findings.forEach((f) => { if (!f.hidden) f.querySelector("details").open = state; });
  form.querySelector("#expand").addEventListener("click", open(true));
  form.querySelector("#collapse").addEventListener("click", open(false));
  for (const link of document.querySelectorAll("[data-find]")) {
    link.addEventListener("click", () => { form.reset(); form.elements.rule.value = link.dataset.find; regroup(); });
  }
  // The browser may have kept what was chosen before the page was loaded again.
  regroup();
  follow();
})();
