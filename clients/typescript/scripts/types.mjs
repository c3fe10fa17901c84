// Writes the types of every answer from the OpenAPI document:
//   node scripts/types.mjs [DOCUMENT] [OUTPUT]
// Descriptions become comments; examples are left to the documentation page.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const here = (path) => new URL(path, import.meta.url);
const [
  document = here("../../../docs/reference/openapi.json"),
  output = here("../src/schema.ts"),
] = process.argv.slice(2);

// Constants tell the members of a union apart, so discriminators would only say it twice.
const LEFT_OUT = new Set(["example", "examples", "discriminator"]);

function bare(value, isNames = false) {
  if (Array.isArray(value)) return value.map((part) => bare(part));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => isNames || !LEFT_OUT.has(name))
      // What stands in `properties` or `schemas` are names of our own, whatever they are.
      .map(([name, part]) => [name, bare(part, name === "properties" || name === "schemas")]),
  );
}

const tree = await openapiTS(bare(JSON.parse(await readFile(document, "utf8"))), {
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  silent: true,
});
const header = "// Generated from docs/reference/openapi.json by `npm run types`. Do not edit.\n\n";
await writeFile(output, header + astToString(tree));
