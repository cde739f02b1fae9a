import type { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import manifest from '../../package.json' with { type: 'json' };
import type { Outcome } from '../output/outcome.ts';
import type { Invocation } from '../session/invocation.ts';
import { createServer, rosterUri } from './create-server.ts';
import { rosterFollower } from './follow-roster.ts';
import { missionTools } from './tools/tools.ts';

/** A server that runs. */
export interface Serving {
  /** Resolves when the connection is over. */
  readonly ended: Promise<void>;
  /** Looks whether another mission is selected, which no file of that mission says. */
  readonly look: () => void;
  readonly close: () => void;
}

/** Serves the protocol in both of its eras: the first message of a client says which. */
export function serve(invocation: Invocation, called: (outcome: Outcome) => void): Serving {
  const { input, output } = invocation.context.protocolStreams();
  let connected: McpServer | undefined;
  const roster = rosterFollower(invocation, () => {
    connected?.server.sendResourceUpdated({ uri: rosterUri }).catch(() => {});
  });
  const joined = new Map<string | null, string>();
  const tools = missionTools(joined);
  const subscribed = (isWanted: boolean): void => {
    if (isWanted) roster.start();
    else roster.stop();
  };
  const transport = new StdioServerTransport(input, output);
  const handle = serveStdio(
    () => {
      connected = createServer({
        invocation,
        version: manifest.version,
        joined,
        tools,
        called,
        subscribed,
      });
      return connected;
    },
    { transport },
  );
  const { onmessage, onclose } = transport;
  // In the later era the library keeps the subscriptions to itself.
  transport.onmessage = (message) => {
    if ('method' in message && message.method === 'subscriptions/listen') roster.start();
    onmessage?.(message);
  };
  const ended = new Promise<void>((resolve) => {
    transport.onclose = () => {
      roster.stop();
      onclose?.();
      resolve();
    };
  });
  return { ended, look: roster.look, close: () => void handle.close() };
}
