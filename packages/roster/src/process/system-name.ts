/** What a host is called that nobody gave a name. */
const nobody = /^(?:|localhost(?:\..*)?|\(none\))$/;

/**
 * What a system calls its machine, of what it knows. The host name is in it because images of
 * containers and of virtual machines are often copied with the id of one machine.
 */
export function systemName(id: string | undefined, host: string): string | undefined {
  const name = host.trim();
  if (id === undefined && nobody.test(name)) return undefined;
  return JSON.stringify([id ?? '', name]);
}

/** Not imported: loading it costs a fiftieth of the start of a command. */
export function hostName(): string {
  try {
    return process.getBuiltinModule('node:os').hostname();
  } catch {
    return '';
  }
}
