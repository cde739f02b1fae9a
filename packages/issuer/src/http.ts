export {
  IssuerOfflineError,
  IssuerProtocolError,
  IssuerRefusedError,
  IssuerSettingsError,
} from './errors.ts';
export { type HttpSettings, httpIssuer, type Waiting } from './http-issuer.ts';
