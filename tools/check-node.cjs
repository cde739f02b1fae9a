// Old syntax only: this is what the Node runs that is too old for everything else here.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `missionctl's workspace needs Node 22.18 or newer, and this is ${process.versions.node}: put a newer one first on PATH`,
  );
  process.exit(1);
}
