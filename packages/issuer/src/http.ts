export {
  IssuerOfflineError,
  IssuerProtocolError,
  IssuerRefusedError,
  IssuerSettingsError,
} from './errors.ts';
export type { ProxySettings } from './http/connections.ts';
export { httpIssuer } from './http/http-issuer.ts';
export type { HttpSettings } from './http/http-settings.ts';
export type { Timer } from './http/timer.ts';
