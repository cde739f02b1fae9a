/** What the tests use of the two peers that bring no types. */
declare module 'write-file-atomic' {
  interface Options {
    readonly mode?: number;
    readonly encoding?: string;
    readonly fsync?: boolean;
  }
  const writeFileAtomic: {
    (path: string, data: string | Uint8Array, options?: Options): Promise<void>;
    readonly sync: (path: string, data: string | Uint8Array, options?: Options) => void;
  };
  export = writeFileAtomic;
}

declare module 'proper-lockfile' {
  interface Options {
    readonly stale?: number;
    readonly retries?: number;
    readonly lockfilePath?: string;
    readonly onCompromised?: (error: Error) => void;
  }
  export function lock(path: string, options?: Options): Promise<() => Promise<void>>;
  export function lockSync(path: string, options?: Options): () => void;
  export function check(path: string, options?: Options): Promise<boolean>;
}
