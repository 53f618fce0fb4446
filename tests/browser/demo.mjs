// Starts the demonstration service on a free port with a frozen start, and ends it again.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const project = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A Wednesday morning in November: two sessions today, one of them short of a facilitator. */
export const CLOCK = "2026-11-25T09:12:00Z";

/**
 * Starts the demo and waits until it says where it listens. With BOTHY_URL set, the service
 * that already runs there is used and left alone.
 * @returns {Promise<{facts: {url: string, organisation?: string, other_organisation?: string}, stop: () => Promise<void>}>}
 */
export async function startDemo() {
  if (process.env.BOTHY_URL) return { facts: { url: process.env.BOTHY_URL }, stop: async () => {} };
  const program = process.env.BOTHY_PROGRAM ?? join(project, "target", "debug", "bothy");
  // The key of its words lies beside the data: both in one folder, which goes at the end.
  const folder = await mkdtemp(join(tmpdir(), "bothy-browser-"));
  const data = join(folder, "data");
  const server = spawn(
    program,
    ["demo", "--json", "--listen", "127.0.0.1:0", "--size", "small", "--clock", CLOCK, "--data", data],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let words = "";
  server.stderr.on("data", (piece) => (words = (words + piece).slice(-4000)));
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = async () => {
    server.kill("SIGTERM");
    const hard = setTimeout(() => server.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(hard);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { facts: await firstLine(server, () => words), stop };
  } catch (why) {
    await stop();
    throw why;
  }
}

function firstLine(server, words) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the demo said nothing for 2 minutes\n${words()}`)), 120_000);
    server.once("error", (why) => reject(new Error(`the demo did not start: ${why.message}`)));
    server.once("exit", (code) => reject(new Error(`the demo ended at once (${code})\n${words()}`)));
    createInterface({ input: server.stdout }).once("line", (line) => {
      clearTimeout(late);
      try {
        resolve(JSON.parse(line));
      } catch {
        reject(new Error(`the demo's first line is not JSON: ${line}`));
      }
    });
  });
}
