// Validates DOCX files with Microsoft's own rules: the Open XML SDK, compiled to WebAssembly.
//
//     node validate.mjs GOOD BROKEN
//
// Nothing may be found in any file of the folder GOOD, for the newest Office and the oldest, and something must
// be found in every file of BROKEN: a validator that is asked the wrong way answers "no findings" to everything.
// Exit code 0: so it is; 1: it is not; 2: there was nothing to validate.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import validate from "@ooxml-tools/validate";

const EDITIONS = ["Microsoft365", "Office2007"];

async function packages(folder) {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith(".docx")).sort().map((name) => join(folder, name));
}

async function findings(path, edition) {
  try {
    const found = await validate(await readFile(path), "docx", edition);
    return found.map((one) => `${one.path.partUri} ${one.path.xpath}: ${one.description}`);
  } catch (error) {
    return [`this is no package: ${String(error).split("\n")[0]}`];
  }
}

const [good, broken] = await Promise.all(process.argv.slice(2, 4).map(packages));
if (!good?.length || !broken?.length) {
  console.error("There is nothing to validate: node validate.mjs GOOD BROKEN");
  process.exit(2);
}
let failures = 0;
for (const path of good) {
  for (const edition of EDITIONS) {
    for (const finding of await findings(path, edition)) {
      console.log(`${path} (${edition}): ${finding}`);
      failures += 1;
    }
  }
}
for (const path of broken) {
  if ((await findings(path, EDITIONS[0])).length === 0) {
    console.log(`${path}: nothing was found in a file that was broken on purpose`);
    failures += 1;
  }
}
console.log(`${good.length} files in ${EDITIONS.length} editions, ${broken.length} broken ones: ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
