// Filters and sorts the tables of lists. The pages read whole without it.
"use strict";
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < 2) continue;
  const text = (row, at) => row.cells[at].textContent.trim();

  const tools = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const told = document.createElement("span");
  tools.className = "tools";
  label.textContent = "このページの表を絞り込む";
  label.htmlFor = input.id = "filter";
  input.type = "search";
  told.setAttribute("role", "status");
  tools.append(label, input, told);
  table.closest(".scroll").before(tools);
  const plain = (words) => words.normalize("NFKC").toLowerCase();
  const searched = rows.map((row) => plain(row.textContent));
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => searched[at].includes(word));
      if (!row.hidden) shown += 1;
    });
    told.textContent = words.length ? shown + "件" : "";
  });

  const order = new Intl.Collator("ja", { numeric: true });
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, at) => {
    if (head.querySelector("svg")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const turn = down ? -1 : 1;
      body.append(...[...rows].sort((a, b) => turn * order.compare(text(a, at), text(b, at))));
    });
  });
}
