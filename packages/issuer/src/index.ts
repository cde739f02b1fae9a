export { IssuerDamagedError } from './errors.ts';
export { type GivenIdentity, givenIssuer } from './given-issuer.ts';
export type { Grant, JoinRequest, ParticipantIssuer } from './participant-issuer.ts';
export {
  type StandaloneIssuer,
  type StandaloneProtocols,
  type StandaloneSettings,
  standaloneIssuer,
  standaloneProtocols,
} from './standalone-issuer.ts';
