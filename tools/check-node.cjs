// Old syntax only: the Node that reads this may be too old for everything else here. The packages run
// on 22.16; a checkout runs TypeScript, which 22.x does without a flag from 22.18 on.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `missionctl's workspace needs Node 22.18 or newer, and this is ${process.versions.node}: put a newer one first on PATH`,
  );
  process.exit(1);
}
