import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { inject, onTestFinished } from 'vitest';
import type { Envelope } from './run.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** A client of the protocol, whichever line it is of. */
export interface McpClient {
  readonly version: string | undefined;
  readonly tools: () => Promise<readonly { readonly name: string }[]>;
  /** Calls a tool, and returns its answer after looking that all its forms say the same. */
  readonly call: (tool: string, given?: Arguments, meta?: Arguments) => Promise<Envelope>;
  readonly read: (uri: string) => Promise<Envelope>;
  /** Subscribes to a resource; what is returned resolves to the next one that is said to have changed. */
  readonly subscribe: (uri: string) => Promise<() => Promise<string>>;
}

/** The official clients: of the present line in both eras, and of the line before. */
export const clients = ['auto', 'legacy', 'old'] as const;

interface Around {
  readonly home: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
}

/** Starts the server that is shipped, and connects a client to it; both end with the test. */
export async function connect(kind: (typeof clients)[number], around: Around): Promise<McpClient> {
  return kind === 'old' ? await connectOld(around) : await connectNew(kind, around);
}

function parametersOf({ home, environment = {}, directory = '/' }: Around) {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  return {
    command: process.execPath,
    args: [inject('command'), 'mcp'],
    env: { PATH, NODE_COMPILE_CACHE, MISSIONCTL_HOME: home, ...environment },
    cwd: directory,
  };
}

async function connectNew(mode: 'auto' | 'legacy', around: Around): Promise<McpClient> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StdioClientTransport(parametersOf(around)));
  onTestFinished(() => client.close());
  return {
    version: client.getNegotiatedProtocolVersion(),
    tools: async () => (await client.listTools()).tools,
    call: async (name, given = {}, _meta = {}) =>
      answerIn(await client.callTool({ name, arguments: given, _meta })),
    read: async (uri) => textIn((await client.readResource({ uri })).contents),
    subscribe: async (uri) => {
      const notified = queue();
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
        notified.add(params.uri);
      });
      if (mode === 'auto') await client.listen({ resourceSubscriptions: [uri] });
      else await client.subscribeResource({ uri });
      return notified.next;
    },
  };
}

async function connectOld(around: Around): Promise<McpClient> {
  const client = new OldClient({ name: 'test', version: '1' });
  const transport = new OldTransport(parametersOf(around));
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  onTestFinished(() => client.close());
  return {
    version: undefined,
    tools: async () => (await client.listTools()).tools,
    call: async (name, given = {}, _meta = {}) =>
      answerIn(await client.callTool({ name, arguments: given, _meta })),
    read: async (uri) => textIn((await client.readResource({ uri })).contents),
    subscribe: async (uri) => {
      const notified = queue();
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
        notified.add(params.uri);
      });
      await client.subscribeResource({ uri });
      return notified.next;
    },
  };
}

/** What was notified, and not yet waited for. */
function queue(): { readonly add: (uri: string) => void; readonly next: () => Promise<string> } {
  const notified: string[] = [];
  const waiting: ((uri: string) => void)[] = [];
  return {
    add: (uri) => {
      const first = waiting.shift();
      if (first === undefined) notified.push(uri);
      else first(uri);
    },
    next: () => {
      const first = notified.shift();
      return first === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(first);
    },
  };
}

function answerIn(result: object): Envelope {
  const {
    structuredContent,
    content,
    isError = false,
  } = result as {
    readonly structuredContent?: Envelope;
    readonly content?: readonly { readonly text?: string }[];
    readonly isError?: boolean;
  };
  if (structuredContent === undefined || content === undefined) {
    throw new Error(`no answer: ${JSON.stringify(result)}`);
  }
  const [{ text = '' } = {}, ...others] = content;
  const isAlike = JSON.stringify(JSON.parse(text)) === JSON.stringify(structuredContent);
  if (!isAlike || others.length > 0 || isError !== (structuredContent.result === 'error')) {
    throw new Error(`an answer in two forms: ${JSON.stringify(result)}`);
  }
  return structuredContent;
}

function textIn(contents: readonly object[]): Envelope {
  const [{ text = '' } = {}] = contents as readonly { readonly text?: string }[];
  return JSON.parse(text) as Envelope;
}
