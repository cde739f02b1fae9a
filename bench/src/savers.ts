import { dirname } from 'node:path';

type Save = (text: string) => Promise<void> | void;

interface Saver {
  /** What of a save the package syncs, so what a power failure can take. */
  readonly syncs: 'file and directory' | 'file' | 'nothing';
  readonly load: (path: string) => Promise<Save>;
}

/** Every way to save a file that is compared; each process loads only its own. */
export const savers: Readonly<Record<string, Saver>> = {
  'atomic-fs sync': {
    syncs: 'file and directory',
    load: async (path) => {
      const { replaceFileSync } = await import('@missionctl/atomic-fs');
      return (text) => replaceFileSync(path, text);
    },
  },
  'atomic-fs async': {
    syncs: 'file and directory',
    load: async (path) => {
      const { replaceFile } = await import('@missionctl/atomic-fs');
      return (text) => replaceFile(path, text);
    },
  },
  'Node, the same ten calls, sync': {
    syncs: 'file and directory',
    load: async (path) => {
      const { saveByTenCalls } = await import('./ten-calls.ts');
      return (text) => saveByTenCalls(path, dirname(path), text);
    },
  },
  'Node, the same ten calls, async': {
    syncs: 'file and directory',
    load: async (path) => {
      const { saveByTenAwaits } = await import('./ten-calls.ts');
      return (text) => saveByTenAwaits(path, dirname(path), text);
    },
  },
  'write-file-atomic sync': {
    syncs: 'file',
    load: async (path) => {
      const { default: writeFileAtomic } = await import('write-file-atomic');
      return (text) => writeFileAtomic.sync(path, text);
    },
  },
  'write-file-atomic async': {
    syncs: 'file',
    load: async (path) => {
      const { default: writeFileAtomic } = await import('write-file-atomic');
      return (text) => writeFileAtomic(path, text);
    },
  },
  'atomically sync': {
    syncs: 'file',
    load: async (path) => {
      const { writeFileSync } = await import('atomically');
      return (text) => writeFileSync(path, text);
    },
  },
  'atomically async': {
    syncs: 'file',
    load: async (path) => {
      const { writeFile } = await import('atomically');
      return (text) => writeFile(path, text);
    },
  },
  'conf sync': {
    syncs: 'file',
    load: async (path) => {
      const { default: Conf } = await import('conf');
      const conf = new Conf<{ text: string }>({ cwd: dirname(path), configName: 'state' });
      return (text) => conf.set('text', text);
    },
  },
  'steno async': {
    syncs: 'nothing',
    load: async (path) => {
      const { Writer } = await import('steno');
      const writer = new Writer(path);
      return (text) => writer.write(text);
    },
  },
};
