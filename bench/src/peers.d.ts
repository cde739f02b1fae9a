/** What is used here of the two peers that bring no types. */
declare module 'write-file-atomic' {
  const writeFileAtomic: {
    (path: string, data: string): Promise<void>;
    readonly sync: (path: string, data: string) => void;
  };
  export = writeFileAtomic;
}

declare module 'proper-lockfile' {
  interface Retries {
    readonly retries: number;
    readonly forever: boolean;
    readonly minTimeout: number;
    readonly maxTimeout: number;
    readonly randomize: boolean;
  }
  export function lock(
    path: string,
    options: { readonly realpath: boolean; readonly retries: Retries },
  ): Promise<() => Promise<void>>;
}
