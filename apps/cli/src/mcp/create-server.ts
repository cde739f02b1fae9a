import { McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Outcome } from '../output/outcome.ts';
import { answerOf, resultOf, type Serves } from './answer.ts';
import { recordCaller } from './record-caller.ts';
import { requireArguments, textOf } from './tools/arguments.ts';
import { statusOf } from './tools/status-tool.ts';
import type { Tool } from './tools/tool.ts';
import { inputSchemaOf, outputSchemaOf } from './tools/tool-schemas.ts';

/** What a server is made of. */
export interface ServerParts extends Serves {
  readonly version: string;
  readonly tools: readonly Tool[];
  /** Called with what became of each call. */
  readonly called: (outcome: Outcome) => void;
  /** Called when a client subscribes to the roster, and when it does not any more. */
  readonly subscribed: (isWanted: boolean) => void;
}

/** The one resource. */
export const rosterUri = 'missionctl://roster';

const instructions =
  'Others may work on the same mission. mission_status shows them; mission_join enters you; mission_focus says what you work on before you change files.';

/** Makes a server of one connection. Nothing of it says who acts: each call does. */
export function createServer(parts: ServerParts): McpServer {
  const server = new McpServer(
    { name: 'missionctl', version: parts.version },
    {
      instructions,
      capabilities: {
        tools: { listChanged: false },
        resources: { subscribe: true, listChanged: false },
      },
    },
  );
  for (const tool of parts.tools) addTool(server, tool, parts);
  addRoster(server, parts);
  return server;
}

function addTool(server: McpServer, tool: Tool, parts: ServerParts): void {
  const { name, description, hints } = tool;
  const config = {
    description,
    inputSchema: inputSchemaOf(tool),
    outputSchema: outputSchemaOf(tool),
    annotations: { ...hints, openWorldHint: false },
  };
  server.registerTool(name, config, async (given, { mcpReq }) => {
    const answer = await answerOf(parts, mcpReq._meta, async (forWhom) => {
      const checked = requireArguments(name, tool.inputs, given);
      const calling = forWhom(textOf(checked, 'mission'));
      const outcome = recordCaller(calling, await tool.run(calling, checked));
      parts.called(outcome);
      return outcome;
    });
    return resultOf(answer);
  });
}

function addRoster(server: McpServer, parts: ServerParts): void {
  const config = { description: 'The selected mission, as mission_status shows it', mimeType };
  server.registerResource('roster', rosterUri, config, async (_, { mcpReq }) => {
    const answer = await answerOf(parts, mcpReq._meta, async (forWhom) => statusOf(forWhom()));
    return { contents: [{ uri: rosterUri, mimeType, text: JSON.stringify(answer) }] };
  });
  const handle =
    (isWanted: boolean) => (request: { readonly params: { readonly uri: string } }) => {
      if (request.params.uri !== rosterUri) {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'there is no such resource');
      }
      parts.subscribed(isWanted);
      return {};
    };
  server.server.setRequestHandler('resources/subscribe', handle(true));
  server.server.setRequestHandler('resources/unsubscribe', handle(false));
}

const mimeType = 'application/json';
