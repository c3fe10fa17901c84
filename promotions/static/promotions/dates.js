// Writes instants in the style of promotions/wording/dates.py: "Fri 27 Nov 2026, 22:00".
(() => {
  'use strict';

  // `parts(iso)` is on the clock of the viewer, `parts(iso, 'UTC')` on that of a zone.
  const parts = (iso, timeZone) => {
    const format = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
      timeZone,
    });
    const part = Object.fromEntries(
      format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
    );
    return {
      day: `${part.weekday} ${part.day} ${part.month} ${part.year}`,
      time: `${part.hour}:${part.minute}`,
      zone: part.timeZoneName,
    };
  };

  const instant = (iso, timeZone) => {
    const { day, time, zone } = parts(iso, timeZone);
    return `${day}, ${time} ${zone}`;
  };

  const interval = (start, end, to) => {
    if (!start || !end) return start ? `${instant(start)} …` : end && `… ${instant(end)}`;
    const [from, until] = [parts(start), parts(end)];
    const zone = from.zone === until.zone ? '' : ` ${from.zone}`;
    const day = from.day === until.day ? '' : `${until.day}, `;
    return `${from.day}, ${from.time}${zone} ${to} ${day}${until.time} ${until.zone}`;
  };

  window.promotionDates = { instant, interval };
})();
