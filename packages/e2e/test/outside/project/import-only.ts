// On a server that never opens a socket, on a Node without a WebSocket of its own: nothing may happen by the import.
const globals = Reflect.ownKeys(globalThis).length;
const sdk = await import('@duet/sdk');
console.log(
  JSON.stringify({
    doors: typeof sdk.createDuetClient,
    newGlobals: Reflect.ownKeys(globalThis).length - globals,
    resources: process
      .getActiveResourcesInfo()
      .filter((resource) => resource === 'Timeout' || resource.includes('TCP')),
  }),
);
