// Makes the files that the shop serves from npm's packages: two typefaces cut
// down to the letters of Spanish and English, and htmx. The results are
// committed, so a build of the shop needs no Node.
//
//   npm ci && node make.mjs
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const out = new URL("../../internal/frontend/static/assets/", import.meta.url);
const modules = new URL("node_modules/", import.meta.url);

// Printable ASCII, the letters and signs Spanish adds, those that English borrows
// (café, naïve), typographic quotes, dashes and the arithmetic a price list uses.
const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const letters = "ÁÉÍÓÚÜÑÇÀÈÌÒÙÂÊÎÔÛÄËÏÖáéíóúüñçàèìòùâêîôûäëïö";
const signs = "\u00a0¡¿ªº°·«»‘’“”–—…×−±½¼¾€§©®†‹›•%‰→←↑↓✓";
const text = ascii + letters + signs;

const fonts = [
  {
    source: "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-standard-normal.woff2",
    licence: "@fontsource-variable/bricolage-grotesque/LICENSE",
    name: "bricolage-grotesque",
    // Headings and prices use one cut only: everything else of the family stays behind.
    // The largest optical size has the tight poster shapes.
    axes: { wght: 800, wdth: 78, opsz: 96 },
  },
  {
    source: "@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
    licence: "@fontsource-variable/instrument-sans/LICENSE",
    name: "instrument-sans",
    axes: { wght: { min: 400, max: 600, default: 400 } },
  },
];

await mkdir(new URL("fonts/", out), { recursive: true });
await mkdir(new URL("js/", out), { recursive: true });
for (const font of fonts) {
  const cut = await subsetFont(await readFile(new URL(font.source, modules)), text, {
    targetFormat: "woff2",
    variationAxes: font.axes,
    keepFeatures: ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"],
  });
  await writeFile(new URL(`fonts/${font.name}.woff2`, out), cut);
  await copyFile(new URL(font.licence, modules), new URL(`fonts/${font.name}.OFL.txt`, out));
  console.log(`${font.name}.woff2 ${cut.length} bytes`);
}
await copyFile(new URL("htmx.org/dist/htmx.min.js", modules), new URL("js/htmx.js", out));
await copyFile(new URL("htmx.org/LICENSE", modules), new URL("js/htmx.LICENSE.txt", out));
console.log(`written to ${fileURLToPath(out)}`);
