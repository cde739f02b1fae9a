import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

// in-workers <program> <arguments...> -- <one last argument for each worker...>
const args = process.argv.slice(2);
const split = args.indexOf('--');
const [program = '', ...shared] = args.slice(0, split);
await Promise.all(
  args.slice(split + 1).map(async (own) => {
    const worker = new Worker(new URL(`${program}.ts`, import.meta.url), {
      argv: [...shared, own],
    });
    await once(worker, 'exit');
  }),
);
