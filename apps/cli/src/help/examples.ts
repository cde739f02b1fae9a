/** What commands are typed like, by the command's name. */
const examples: Readonly<Record<string, readonly string[]>> = {
  join: [
    'missionctl join demo --role developer',
    'missionctl join demo --as bot --role developer',
    'missionctl join demo --role reviewer --dry-run',
  ],
  leave: ['missionctl leave demo --yes'],
  status: ['missionctl status', 'missionctl status --watch', 'missionctl status --watch --json'],
  focus: ['missionctl focus wp:WP01', 'missionctl focus none --as bot --mission demo'],
  drive: ['missionctl drive active', 'missionctl drive inactive'],
  switch: ['missionctl switch demo', 'missionctl switch -', 'missionctl switch --clear'],
  current: ['echo "at work on $(missionctl current)"'],
  pin: ['cd ~/code/api && missionctl pin demo', 'missionctl pin --unpin'],
  exec: [
    'missionctl exec demo -- make test',
    "missionctl exec demo --as bot -- sh -c 'missionctl focus wp:WP01 && ./work'",
  ],
  doctor: ['missionctl doctor', 'missionctl doctor --fix --dry-run'],
  validate: ['missionctl validate --all --json'],
  path: ['cat "$(missionctl path session)"'],
  schema: ['missionctl schema output > missionctl.schema.json'],
  'shell-init': ['eval "$(missionctl shell-init bash)"', 'missionctl shell-init fish | source'],
  help: ['missionctl help switch', 'missionctl help agents'],
};

/** What a command is typed like; nothing where there is nothing to show. */
export function examplesOf(command: string): readonly string[] {
  return examples[command] ?? [];
}
