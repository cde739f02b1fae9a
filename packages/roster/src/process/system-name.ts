/** What a host is called that nobody gave a name. */
const nobody = /^(?:|localhost(?:\..*)?|\(none\))$/;

/**
 * What a system calls its machine, of what it knows. The host name is in it because images of
 * containers and of virtual machines are often copied with the id of one machine.
 */
export function systemName(id: string | undefined, host: string): string | undefined {
  const known = id?.trim() ?? '';
  // systemd writes this into an image that is to get its id at the first boot (machine-id(5)).
  const hasId = known !== '' && known !== 'uninitialized';
  if (!hasId && nobody.test(host.trim())) return undefined;
  return JSON.stringify([hasId ? known : '', host.trim()]);
}

/** Not imported: loading it costs a fiftieth of the start of a command. */
export function hostName(): string {
  return process.getBuiltinModule('node:os').hostname();
}
