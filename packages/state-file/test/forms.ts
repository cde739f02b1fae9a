import {
  createState,
  createStateSync,
  type LockWait,
  type QuarantineOptions,
  quarantineState,
  quarantineStateSync,
  type ReadState,
  readState,
  readStateSync,
  removeState,
  removeStateSync,
  type SavedState,
  type SaveOptions,
  type StateFile,
  saveState,
  saveStateSync,
  type UpdatedState,
  updateState,
  updateStateSync,
} from '../src/index.ts';

/** The functions of the package in one of their two forms. */
export interface Functions {
  read<T>(file: StateFile<T>): Promise<ReadState<T>>;
  create<T>(file: StateFile<T>, value: T, options?: LockWait): Promise<boolean>;
  update<T>(
    file: StateFile<T>,
    change: (value: T | undefined) => T | undefined,
    options?: LockWait,
  ): Promise<UpdatedState<T>>;
  save<T>(file: StateFile<T>, value: T, options: SaveOptions): Promise<SavedState>;
  remove<T>(file: StateFile<T>, options?: LockWait): Promise<boolean>;
  quarantine<T>(file: StateFile<T>, options?: QuarantineOptions): Promise<string | undefined>;
}

const asynchronous: Functions = {
  read: readState,
  create: createState,
  update: updateState,
  save: saveState,
  remove: removeState,
  quarantine: quarantineState,
};

/** Those that block, with their errors as rejections, so that one test asks both. */
const synchronous: Functions = {
  read: async (file) => readStateSync(file),
  create: async (file, value, options) => createStateSync(file, value, options),
  update: async (file, change, options) => updateStateSync(file, change, options),
  save: async (file, value, options) => saveStateSync(file, value, options),
  remove: async (file, options) => removeStateSync(file, options),
  quarantine: async (file, options) => quarantineStateSync(file, options),
};

export const bothForms: readonly (readonly [form: string, functions: Functions])[] = [
  ['async', asynchronous],
  ['sync', synchronous],
];
