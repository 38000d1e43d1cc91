// Reads each file that is named as a module, and says which is none: one process for all of them.
import { readFileSync } from "node:fs";
import { SourceTextModule } from "node:vm";

for (const file of process.argv.slice(2)) {
  try {
    new SourceTextModule(readFileSync(file, "utf8"), { identifier: file });
  } catch (error) {
    console.error(`${file}: ${error}`);
    process.exitCode = 1;
  }
}
