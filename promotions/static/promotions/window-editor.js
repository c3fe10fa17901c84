/*
 * Describes the windows of a promotion while an editor types. The server does all date arithmetic
 * (promotions/admin/windows/views.py); this script only converts instants to the viewer's clock.
 */
(() => {
  const PAUSE = 300; // milliseconds without a keystroke
  const FIELDS = ['mode', 'time_zone', 'start', 'end', 'weekly_days', 'weekly_from', 'weekly_to'];

  class WindowsController extends window.StimulusModule.Controller {
    static targets = ['summary', 'warnings', 'occurrences', 'presets'];

    static values = { url: String, prefix: String, failed: String, yours: String, to: String };

    connect() {
      this.visited = new Set();
      this.visitWhatIsMarked();
      this.presetsTarget.hidden = false;
      this.showViewerTimes();
      this.describe();
    }

    disconnect() {
      clearTimeout(this.timer);
      this.request?.abort();
    }

    // Errors of a refused save stay visible, also at empty fields.
    visitWhatIsMarked() {
      this.element.querySelectorAll('[data-field-errors] .error-message').forEach((message) => {
        const inputs = message.closest('[data-field]').querySelectorAll('[name]');
        inputs.forEach(({ name }) => this.visited.add(name));
      });
    }

    changed() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.describe(), PAUSE);
    }

    left({ target }) {
      if (target.name) this.visited.add(target.name);
      this.changed();
    }

    // A preset goes into a window that is still blank, or else into a new one.
    preset({ params }) {
      const prefix = this.blankWindow() || this.newWindow();
      Object.entries(params.values).forEach(([name, value]) => {
        this.set(`${prefix}-${name}`, value);
      });
      this.fields(`${prefix}-${params.focus}`)[0]?.focus();
    }

    fill({ params }) {
      this.set(params.field, params.value);
      this.fields(params.field)[0]?.focus();
    }

    prefixes() {
      const forms = this.element.querySelectorAll('[data-inline-panel-child]');
      return [...forms]
        .map((form) => form.id.replace('inline_child_', ''))
        .filter((prefix) => !this.fields(`${prefix}-DELETE`)[0]?.value);
    }

    // Blank is an unsaved window with only the initial values of a new one.
    blankWindow() {
      const offered = this.element.querySelector(`#id_${this.prefixValue}-EMPTY_FORM_TEMPLATE`);
      return this.prefixes().find(
        (prefix) =>
          !this.fields(`${prefix}-id`)[0]?.value &&
          FIELDS.every(
            (name) =>
              this.entered(`${prefix}-${name}`) ===
              this.entered(`${this.prefixValue}-__prefix__-${name}`, offered.content),
          ),
      );
    }

    entered(name, root) {
      return this.fields(name, root)
        .map((field) => (field.type === 'checkbox' ? field.checked : field.value))
        .join();
    }

    newWindow() {
      this.element.querySelector(`#id_${this.prefixValue}-ADD`).click();
      return this.prefixes().pop();
    }

    fields(name, root = this.element) {
      return [...root.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    }

    set(name, value) {
      const fields = this.fields(name);
      fields.forEach((field) => {
        if (field.type === 'checkbox') field.checked = (value || []).includes(field.value);
        else field.value = value ?? '';
      });
      fields[0]?.dispatchEvent(new Event('input', { bubbles: true }));
      fields[0]?.dispatchEvent(new Event('change', { bubbles: true }));
    }

    windowData() {
      const all = new FormData(this.element.closest('form'));
      const data = new URLSearchParams();
      [...all].forEach(([name, value]) => {
        if (name.startsWith(`${this.prefixValue}-`)) data.append(name, value);
      });
      return { data, token: all.get('csrfmiddlewaretoken') };
    }

    async describe() {
      const { data, token } = this.windowData();
      if (data.toString() === this.described) {
        if (this.description) this.showErrors();
        return;
      }
      this.described = data.toString();
      this.request?.abort();
      this.request = new AbortController();
      try {
        const response = await fetch(this.urlValue, {
          method: 'POST',
          body: data,
          headers: { 'X-CSRFToken': token },
          signal: this.request.signal,
        });
        if (!response.ok) throw new Error(response.statusText);
        this.description = await response.json();
        this.show();
      } catch (error) {
        if (error.name === 'AbortError') return;
        this.described = null;
        this.say(this.failedValue);
      }
    }

    say(words) {
      if (this.summaryTarget.textContent !== words) this.summaryTarget.textContent = words;
    }

    show() {
      this.say(this.description.summary);
      this.warningsTarget.innerHTML = this.description.warnings;
      this.occurrencesTarget.innerHTML = this.description.occurrences;
      Object.entries(this.description.windows).forEach(([prefix, { hints }]) => {
        ['start', 'end', 'weekly_from', 'weekly_to'].forEach((name) => {
          const place = this.element.querySelector(
            `[data-promotion-hint="${CSS.escape(`${prefix}-${name}`)}"]`,
          );
          if (place) place.innerHTML = hints[name] || '';
        });
      });
      this.showErrors();
      this.showViewerTimes();
    }

    // A missing value is not an error before the editor has visited the field.
    showErrors() {
      Object.entries(this.description.windows).forEach(([prefix, { errors }]) => {
        FIELDS.forEach((name) => {
          const inputs = this.fields(`${prefix}-${name}`);
          const isTried =
            this.visited.has(`${prefix}-${name}`) ||
            inputs.some(({ type, value }) => type !== 'checkbox' && value);
          this.markField(inputs, isTried ? errors[name] || [] : []);
        });
      });
    }

    markField(inputs, messages) {
      const field = inputs[0]?.closest('[data-field]');
      const place = field?.querySelector('[data-field-errors]');
      if (!place) return;
      field.classList.toggle('w-field--error', messages.length > 0);
      inputs.forEach((input) => {
        if (messages.length) input.setAttribute('aria-invalid', 'true');
        else input.removeAttribute('aria-invalid');
        if (messages.length && place.id) this.describeBy(input, place.id);
      });
      if (place.textContent.trim() === messages.join(' ')) return;
      place.replaceChildren();
      if (messages.length) {
        const words = document.createElement('p');
        words.className = 'error-message';
        words.textContent = messages.join(' ');
        place.append(words);
      }
    }

    describeBy(input, id) {
      const ids = new Set((input.getAttribute('aria-describedby') || '').split(' '));
      input.setAttribute('aria-describedby', [...ids.add(id)].filter(Boolean).join(' '));
    }

    showViewerTimes() {
      this.element.querySelectorAll('time[data-promotion-viewer]').forEach((time) => {
        time.textContent = `${this.yoursValue} ${window.promotionDates.instant(time.dateTime)}`;
        time.hidden = false;
      });
      this.element.querySelectorAll('[data-promotion-viewer-column]').forEach((cell) => {
        const { start, end } = cell.dataset;
        if (cell.tagName === 'TD') cell.textContent = window.promotionDates.interval(start, end, this.toValue);
        cell.hidden = false;
      });
    }
  }

  window.wagtail.app.register('promotion-windows', WindowsController);
})();
