import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { searchPath } from './env.ts';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';
import { startPrivateServer } from './private-server.ts';
import type { PrivateServer } from './private-server.ts';

export interface Nginx extends PrivateServer {
  readonly url: string;
}

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** Around the site what a distribution's own nginx.conf would say, all of it inside of the folder. */
const mainFile = (folder: string, site: string): string => `
daemon off;
# Workers would outlive a master that is killed.
master_process off;
pid ${join(folder, 'pid')};
events { worker_connections 4096; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join(' ')}
${site}
}
`;

/** A private nginx. `site`: what stands in its http context, which listens on the given address. */
export const startNginx = async (site: (listen: string) => string): Promise<Nginx> => {
  const server = await findProgram('nginx', 'nginx', searchPath());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const nginx = await startPrivateServer({
    name: 'nginx',
    port,
    command: server,
    args: (folder) => ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')],
    prepare: (folder) => writeFile(join(folder, 'nginx.conf'), mainFile(folder, site(`127.0.0.1:${port}`))),
    // Whatever it answers: what stands behind it may be away.
    answers: async () => (await fetch(url)).status > 0,
  });
  return { ...nginx, url };
};
