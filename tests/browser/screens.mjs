// Every screen there is. A page that is not listed is not walked, so a new page gets its line here.
//
//   title     what the tests and pictures call it
//   path      where it is; or, for a page of one thing,
//   from, link  the page on which to look for the first link that fits this selector
//   then      what comes after that link
//   next      and on that page, the first link that fits this one
//   as        the role to sign in as, or null for everyone
//   sheets    how many A4 sheets it may print on (10 where nothing is said)
//   dark      also take its picture in the dark

export const screens = [
  { title: "front-door", path: "/", as: null, dark: true },
  { title: "groups", path: "/groups", as: null },
  { title: "groups-chosen", path: "/groups?near=EH6+8RG&way=room&need=step-free", as: null, dark: true },
  { title: "groups-week", path: "/groups?near=EH6&as=week", as: null },
  { title: "groups-none", path: "/groups?near=EH6+8ZZ&day=mon&words=zebra", as: null },
  { title: "group", from: "/groups", link: "main a[href^='/groups/']:not([href$='.ics'])", as: null, sheets: 1 },
  { title: "poster", path: "/groups/evening-circle/poster", as: null, sheets: 1, dark: true },
  { title: "poster-large", path: "/groups/evening-circle/poster?type=large", as: null, sheets: 1 },
  { title: "cards", path: "/groups/evening-circle/card", as: null, sheets: 1, dark: true },
  { title: "reach", path: "/reach", as: null, dark: true },
  { title: "help", path: "/help", as: null, sheets: 2 },
  { title: "worry", path: "/concern", as: null },
  { title: "worry-signed-in", path: "/concern", as: "coordinator" },
  { title: "front-door-polish", path: "/pl/", as: null },
  { title: "groups-polish", path: "/pl/groups?near=EH6&as=week", as: null },
  { title: "group-polish", path: "/pl/groups/evening-circle", as: null, sheets: 1 },
  { title: "help-polish", path: "/pl/help", as: null, sheets: 2 },
  { title: "worry-polish", path: "/pl/concern/say?danger=no&about=somebody-else", as: null },
  { title: "language-polish", path: "/pl/language?to=/groups", as: null },
  { title: "demo", path: "/demo", as: null },
  { title: "sign-in", path: "/sign-in", as: null, dark: true },
  { title: "recover", path: "/recover", as: null },
  { title: "recoveries", path: "/recover", as: "administrator" },
  { title: "account", path: "/account", as: "coordinator" },
  { title: "keys", path: "/account/keys", as: "coordinator" },
  { title: "style", path: "/style", as: null, sheets: 20 },
  { title: "app", path: "/account/codes", as: "coordinator" },
  { title: "calendar", path: "/account/calendar", as: "supporter" },
  { title: "people-in", path: "/settings/people", as: "administrator" },
  { title: "own-accounts", path: "/settings/sign-in-elsewhere", as: "administrator" },
  { title: "own-mail", path: "/settings/mail", as: "administrator" },
  { title: "keeping", path: "/settings/keeping", as: "administrator" },
  { title: "everybody-out", path: "/settings/sign-everybody-out", as: "administrator" },
  { title: "today", path: "/today", as: "coordinator", dark: true },
  { title: "rota", path: "/rota", as: "coordinator", sheets: 1, dark: true },
  { title: "rota-next", from: "/rota", link: ".b-week a:last-child", as: "coordinator", sheets: 1 },
  { title: "seat-change", from: "/rota", link: ".b-week a:last-child", next: "main a[href$='/change']", as: "coordinator" },
  { title: "seat-confirm", from: "/rota", link: ".b-week a:last-child", next: ["main a[href$='/change']", "main a[href*='?to=']"], as: "coordinator" },
  { title: "pack", path: "/rota/pack", as: "coordinator", sheets: 60, dark: true },
  { title: "register", from: "/today", link: "main a[href^='/sessions/']", then: "/register", as: "coordinator", sheets: 1 },
  { title: "session", from: "/today", link: "main a[href^='/sessions/']", as: "coordinator", sheets: 2 },
  { title: "group-inside", path: "/groups/evening-circle/inside", as: "coordinator" },
  { title: "series", from: "/groups/evening-circle/inside", link: "main a[href$='/change']", as: "coordinator" },
  { title: "settings", path: "/settings", as: "administrator" },
  { title: "worry-read", from: "/today", link: "main a[href*='/concerns/']", as: "safeguarding" },
  { title: "more", path: "/more", as: "coordinator" },
  { title: "reports", path: "/reports?weeks=52", as: "reader" },
  { title: "audit", path: "/audit", as: "safeguarding" },
  { title: "directory", path: "/directory", as: null, dark: true },
  { title: "listing", from: "/directory", link: "main a[href^='/directory/']", as: null },
  { title: "directory-kept", path: "/directory", as: "coordinator" },
  { title: "listing-kept", path: "/directory/harbour-advice-shop", as: "coordinator" },
  { title: "listing-form", path: "/directory/harbour-advice-shop/edit", as: "coordinator" },
  { title: "listing-new", path: "/directory/new", as: "coordinator" },
  { title: "signposts", path: "/directory/signposts", as: "supporter" },
  { title: "places", path: "/places", as: "coordinator" },
  { title: "place", from: "/places", link: "main a[href^='/places/']", as: "coordinator", dark: true },
  { title: "people", path: "/people", as: "coordinator", dark: true },
  { title: "person", from: "/people", link: "main a[href^='/people/person_']", as: "coordinator", dark: true },
  { title: "giving", from: "/people", link: "main a[href^='/people/person_']", as: "administrator" },
  { title: "ending", from: "/people", link: "main a[href^='/people/person_']", next: "main a[href$='/end']", as: "administrator" },
  { title: "signing-out", from: "/people", link: "main a[href^='/people/person_']", then: "/sign-out", as: "administrator" },
  { title: "going", from: "/people", link: "main a[href^='/people/person_']", then: "/going", as: "safeguarding" },
  { title: "own-record", path: "/account/record", as: "coordinator" },
  { title: "imports", path: "/imports", as: "administrator" },
  { title: "my-day", path: "/my-day", as: "supporter" },
];

/** The path of a screen, looked up on another page where it must be. */
export async function pathOf(screen, page, address) {
  if (screen.path) return screen.path;
  await page.goto(address(screen.from));
  const link = page.locator(screen.link).first();
  let found = await link.getAttribute("href", { timeout: 5_000 });
  if (!found) throw new Error(`${screen.title}: no link ${screen.link} on ${screen.from}`);
  for (const next of [screen.next ?? []].flat()) {
    await page.goto(address(found));
    found = await page.locator(next).first().getAttribute("href", { timeout: 5_000 });
  }
  return found + (screen.then ?? "");
}
