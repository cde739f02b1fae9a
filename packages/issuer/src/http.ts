export type { ProxySettings } from './connections.ts';
export {
  IssuerOfflineError,
  IssuerProtocolError,
  IssuerRefusedError,
  IssuerSettingsError,
} from './errors.ts';
export { type HttpSettings, httpIssuer, type Timer } from './http-issuer.ts';
