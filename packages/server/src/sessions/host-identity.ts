/**
 * The host app signs people in: its JWTs are taken as tokens. HS256 with a `secret` of at least 32 bytes, or EdDSA,
 * RS256 and ES256 with the keys at `jwksUrl`. `sub` is the host's id of the person, `exp` must be there; `name`,
 * `username` (or `preferred_username`) and `picture` (https) are shown to others.
 */
export type HostIdentity = {
  /** What `iss` must be, exactly. */
  issuer: string;
  /** What `aud` must be, or hold. */
  audience: string;
} & ({ secret: string; jwksUrl?: undefined } | { jwksUrl: string; secret?: undefined });

const leastSecretBytes = 32;

/** Throws an error that names the option, in words for the one who set it. */
export const checkHostIdentity = ({ issuer, audience, secret, jwksUrl }: HostIdentity): void => {
  if (issuer === '') throw new Error('identity.issuer: must say what iss is in the tokens');
  if (audience === '') throw new Error('identity.audience: must say what aud is in the tokens');
  if ((secret === undefined) === (jwksUrl === undefined)) {
    throw new Error('identity: needs either a secret or a jwksUrl');
  }
  if (secret !== undefined && Buffer.byteLength(secret) < leastSecretBytes) {
    throw new Error(`identity.secret: must have at least ${leastSecretBytes} bytes`);
  }
  if (jwksUrl !== undefined && !/^https?:$/.test(URL.parse(jwksUrl)?.protocol ?? '')) {
    throw new Error('identity.jwksUrl: must look like https://app.example.com/.well-known/jwks.json');
  }
};
