import { startDemo } from "./demo.mjs";

/** One demo for the whole run; the function given back ends it. */
export default async function setUp() {
  const { facts, stop } = await startDemo();
  process.env.BOTHY_DEMO = JSON.stringify(facts);
  return stop;
}
