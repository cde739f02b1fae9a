export {
  IssuerOfflineError,
  IssuerProtocolError,
  IssuerRefusedError,
  IssuerSettingsError,
} from './errors.ts';
export type { ProxySettings } from './http/connections.ts';
export { type HttpSettings, httpIssuer, type Timer } from './http/http-issuer.ts';
