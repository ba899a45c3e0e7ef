import { copyFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StagepostError } from '../../src/domain/failure.ts';
import type { FetchRequest, ReleaseSourceReader } from '../../src/ports/release-source.ts';

/** A provider on the same machine: `fake://live/` is the folder, every other address is dead. It counts requests. */
export function folderSource(folder: string): ReleaseSourceReader & { readonly requests: FetchRequest[] } {
  const requests: FetchRequest[] = [];
  return {
    requests,
    fetch: async (request) => {
      requests.push(request);
      if ((await readdir(request.into)).length > 0) {
        throw new StagepostError({ code: 'tool-refused', message: `${request.into} is not empty` });
      }
      if (!request.agreed.hosts.includes(new URL(request.url).host)) {
        throw new StagepostError({
          code: 'address-refused',
          message: `${request.url} is not agreed`,
          treatment: 'needs-person',
        });
      }
      if (request.url !== 'fake://live/') {
        throw new StagepostError({ code: 'provider-unreachable', message: `${request.url} does not answer` });
      }
      for (const file of request.files) await copyIfThere(join(folder, request.folder), file, request);
    },
  };
}

async function copyIfThere(from: string, file: string, request: FetchRequest): Promise<void> {
  const found = await stat(join(from, file)).catch(() => undefined);
  if (found?.isFile() && found.size <= request.maxFileBytes) {
    await copyFile(join(from, file), join(request.into, file));
  }
}
