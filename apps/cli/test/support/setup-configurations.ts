/** What one harness's user has configured: a path below the home, and its content. */
export interface Configuration {
  readonly harness: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A key that must be shown nowhere. */
export const secret = 'sk-never-to-be-shown';

/** Configurations in the shapes of the harnesses' own examples, as people have edited them. */
export const configurations: Readonly<Record<string, Configuration>> = {
  'claude, indented by four, with hooks of others': {
    harness: 'claude',
    files: {
      '.claude/settings.json': `{
    "$schema": "https://json.schemastore.org/claude-code-settings.json",
    "permissions": {
        "allow": ["Bash(npm run lint)", "Read(~/.zshrc)"],
        "deny":  [ "Read(./.env)" ]
    },
    "env": { "ANTHROPIC_API_KEY": "${secret}" },
    "hooks": {
        "PreToolUse": [
            {
                "matcher": "Bash",
                "hooks": [
                    { "type": "command", "command": "\\"$CLAUDE_PROJECT_DIR\\"/.claude/hooks/check.sh", "timeout": 5 }
                ]
            }
        ],
        "Stop": []
    }
}
`,
      '.claude.json': `{
  "numStartups": 34,
  "projects": {
    "/home/me/code": { "allowedTools": [], "mcpServers": {} }
  },
  "mcpServers": {
    "github": { "type": "http", "url": "https://example.invalid/mcp", "headers": { "Authorization": "Bearer ${secret}" } }
  }
}`,
    },
  },
  'claude, in one line': {
    harness: 'claude',
    files: { '.claude/settings.json': `{"model":"opus","env":{"TOKEN":"${secret}"}}` },
  },
  'codex, with line breaks of Windows': {
    harness: 'codex',
    files: {
      '.codex/config.toml': `# mine
model = "gpt-5.6-codex"   # the newest
approval_policy = 'on-request'

[mcp_servers.docs]
command = "npx"
args = ["-y", "docs-mcp"]
env = { "DOCS_KEY" = "${secret}" }

[[hooks.PreToolUse]]
matcher = "^Bash$"

[[hooks.PreToolUse.hooks]]
type = "command"
command = '/usr/bin/python3 "$(git rev-parse --show-toplevel)/.codex/hooks/policy.py"'
timeout = 30

[projects."/home/me/code"]
trust_level = "trusted"
`.replaceAll('\n', '\r\n'),
    },
  },
  'codex, hooks in a file of their own': {
    harness: 'codex',
    files: {
      '.codex/config.toml': 'model = "gpt-5.6-codex"',
      '.codex/hooks.json': '{\n\t"description": "mine",\n\t"hooks": {}\n}\n',
    },
  },
  'gemini, with comments, tabs and a byte order mark': {
    harness: 'gemini',
    files: {
      '.gemini/settings.json': `\uFEFF{
\t// how it looks
\t"ui": { "theme": "GitHub" },
\t"mcpServers": {
\t\t"pythonTools": {
\t\t\t"command": "python", // 3.12
\t\t\t"args": ["-m", "my_mcp_server",],
\t\t\t"env": { "API_KEY": "${secret}" },
\t\t},
\t},
\t"hooks": {
\t\t/* all tools */
\t\t"BeforeTool": [ { "matcher": "*", "hooks": [ { "name": "log", "type": "command", "command": "log.sh" } ] }, ],
\t},
}
`,
    },
  },
  'cursor, with hooks and servers of others': {
    harness: 'cursor',
    files: {
      '.cursor/hooks.json': `{
  "version": 1,
  "hooks": {
    "beforeShellExecution": [{ "command": "./hooks/audit.sh" }, { "command": "./hooks/block-git.sh" }],
    "afterFileEdit": [
      { "command": "./hooks/format.sh" }
    ]
  }
}
`,
      '.cursor/mcp.json': `{
  "mcpServers": {
    "server-name": { "command": "npx", "args": ["-y", "mcp-server"], "env": { "API_KEY": "${secret}" } }
  }
}
`,
    },
  },
};
