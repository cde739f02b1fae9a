// pnpm runs a script in the workspace root and leaves the caller's directory here.
const caller = process.env['INIT_CWD'];
if (caller !== undefined && caller !== '') process.chdir(caller);
