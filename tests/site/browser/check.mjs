// Opens a published site from the disk in Chromium: node check.mjs SITE OUT
// Follows every link, wants a silent console and no request to anywhere else, runs axe on every kind of
// page in light and dark, takes pictures at three widths and prints to PDF. Ends with status 1 on any fault.
import { chromium } from "playwright-core";
import axe from "axe-core";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [site, out] = process.argv.slice(2).map((path) => resolve(path));
if (!out || !existsSync(join(site, "index.html"))) {
  console.error("usage: node check.mjs SITE OUT (SITE holds index.html)");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const WIDTHS = [360, 768, 1280];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const root = pathToFileURL(site + "/").href;
const faults = [];
const fault = (page, what) => faults.push(`${decodeURI(page.replace(root, ""))}: ${what}`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});

async function open(options) {
  const page = await (await browser.newContext(options)).newPage();
  page.on("console", (message) => fault(page.url(), `console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => fault(page.url(), `script: ${error.message}`));
  page.on("requestfailed", (request) => fault(page.url(), `failed: ${request.url()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(root)) fault(page.url(), `asks for ${request.url()}`);
  });
  return page;
}

// Every link from the first page on.
const page = await open({});
const seen = new Set([root + "index.html"]);
const pages = [];
const files = new Set();
for (const url of seen) {
  await page.goto(url);
  pages.push(url);
  const links = await page.$$eval("a[href]", (all) => all.map((a) => [a.href, a.hasAttribute("download")]));
  for (const [href, download] of links) {
    const bare = href.split("#")[0];
    if (!href.startsWith(root)) fault(url, `leads out: ${href}`);
    else if (download) files.add(bare);
    else seen.add(bare);
  }
  const lost = await page.$$eval("a[href^='#']", (all) =>
    all.filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.hash));
  lost.forEach((hash) => fault(url, `no place ${hash}`));
}
for (const file of files) {
  if (!existsSync(new URL(file))) fault(file, "is linked and not there");
}
const written = ["", "projects"].flatMap((folder) =>
  existsSync(join(site, folder))
    ? readdirSync(join(site, folder)).filter((name) => name.endsWith(".html")).map((name) => join(folder, name))
    : []);
if (written.length !== pages.length) {
  const reached = new Set(pages);
  written.filter((name) => !reached.has(pathToFileURL(join(site, name)).href))
    .forEach((name) => fault(name, "no link leads here"));
}

// One page of each kind; of projects the first, the last, and the richest.
const kind = (url) => url.replace(root, "").replace(/(-\d+)?\.html$/, "").replace(/^bureau\d+$/, "bureau");
const kinds = new Map();
const projects = pages.filter((url) => url.includes("/projects/"));
for (const url of pages) if (!url.includes("/projects/")) kinds.set(kind(url), kinds.get(kind(url)) ?? url);
projects.slice(0, 1).concat(projects.slice(-1)).forEach((url, at) => kinds.set(`project${at}`, url));

for (const colorScheme of ["light", "dark"]) {
  for (const width of WIDTHS) {
    const view = await open({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    for (const [name, url] of kinds) {
      await view.goto(url);
      const wide = await view.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) fault(url, `is ${wide} px wider than ${width} px`);
      await view.addScriptTag({ content: axe.source });
      const { violations } = await view.evaluate(
        (values) => globalThis.axe.run({ preload: false, runOnly: { type: "tag", values } }), RULES);
      for (const found of violations) {
        fault(url, `axe (${colorScheme}, ${width}): ${found.id}: ${found.help}: ${found.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(" ")}`);
      }
      await view.screenshot({ path: join(out, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
    await view.context().close();
  }
}

// The script: filtering and sorting a list, by keyboard alone.
const list = pages.find((url) => kind(url) === "list");
const view = await open({});
await view.goto(list);
const rows = () => view.$$eval("table.sortable tbody tr:not([hidden])", (all) => all.map((row) => row.textContent));
const before = await rows();
if (before.length > 1) {
  await view.focus("thead th:nth-child(2) button");
  await view.keyboard.press("Enter");
  await view.keyboard.press("Enter");
  const sorted = await rows();
  if (new Set(sorted).size !== new Set(before).size) fault(list, "sorting loses rows");
  if ((await view.getAttribute("thead th:nth-child(2)", "aria-sort")) !== "descending") fault(list, "does not sort");
  const name = await view.textContent("tbody tr:first-child th");
  await view.fill("#filter", name);
  const left = await rows();
  if (!left.length || left.length === before.length && new Set(before).size > 1 && !left.every((row) => row.includes(name))) {
    fault(list, "does not filter");
  }
}
// Without script everything is there.
const bare = await browser.newContext({ javaScriptEnabled: false });
const silent = await bare.newPage();
await silent.goto(list);
if ((await silent.locator("table.sortable tbody tr").count()) !== before.length) fault(list, "needs the script");

for (const [name, url] of kinds) {
  await view.goto(url);
  await view.pdf({ path: join(out, `${name}.pdf`), preferCSSPageSize: true });
}
await browser.close();

console.log(`${pages.length} pages, ${files.size} files linked, ${kinds.size} kinds looked at by axe ${axe.version}`);
faults.forEach((what) => console.error(what));
console.log(`${faults.length ? 0 : pages.length} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
