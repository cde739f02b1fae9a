// A CommonJS module of a consumer: require of an ES module, as Node does it since 22.12.
import actions = require('@missionctl/actions');
import pointers = require('@missionctl/active-pointer');
import fs = require('@missionctl/atomic-fs');
import operations = require('@missionctl/atomic-fs/operations');
import simulator = require('@missionctl/atomic-fs/testing');
import issuers = require('@missionctl/issuer');
import http = require('@missionctl/issuer/http');
import rosters = require('@missionctl/roster');
import remotes = require('@missionctl/roster-git');
import model = require('@missionctl/session-model');
import stores = require('@missionctl/session-store');
import states = require('@missionctl/state-file');
import json = require('@missionctl/strict-json');
import validation = require('@missionctl/validation');

const written: Promise<void> = fs.replaceFile('note', 'text');
const read = (): fs.Bytes | undefined => fs.readRegularFileSync('note')?.bytes;
const ran: boolean = operations.runSync(operations.removeFile('note'));
const machine: simulator.Machine = simulator.createMachine();
const text: string = json.quoted('text');
const home: actions.Home = actions.openHome({ path: '/home/me' });
const store: stores.SessionStore = stores.sessionStore({ home: '/home/me' });
const pointer: Promise<pointers.Pointer> = pointers.readPointer(
  pointers.activePointer({ home: '/home/me' }),
);
const file: states.StateFile<string> = states.stateFile({
  path: '/home/me/note',
  codec: { decode: (value) => ({ ok: true, value }), encode: (value) => value },
});
const roster: rosters.HomeRoster = rosters.homeRoster({ home: '/home/me', missionId: 'demo' });
const engine: rosters.RosterEngine = remotes.gitEngine({
  remote: '/srv/team.git',
  directory: '/home/me/engines',
  machine: text,
  environment: {},
});
const mission: model.MissionId = model.requireMissionId('demo');
const now: number = Date.now();
const check = validation.checkParticipantId('');
const asking: readonly unknown[] = [issuers.localIssuer, http.httpIssuer];

export = {
  asking,
  check,
  engine,
  file,
  home,
  machine,
  mission,
  now,
  pointer,
  ran,
  read,
  roster,
  store,
  text,
  written,
};
