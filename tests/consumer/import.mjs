// Imports each package that is named as an argument.
for (const entry of process.argv.slice(2)) {
  if (Object.keys(await import(entry)).length === 0) throw new Error(`${entry} exports nothing`);
}
