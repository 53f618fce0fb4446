// How the browser tests run: Debian's Chromium, one page at a time (two cores), against the demo
// that global-setup.mjs starts. No browser is ever downloaded.
import { defineConfig } from "@playwright/test";
import { chromium } from "./chromium.mjs";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: "test-results",
  globalSetup: "./global-setup.mjs",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 30_000,
  reporter: [["line"], ["json", { outputFile: process.env.BOTHY_BROWSER_RECORD ?? "test-results/record.json" }]],
  use: {
    browserName: "chromium",
    launchOptions: chromium,
    locale: "en-GB",
    timezoneId: "Europe/London",
  },
});
