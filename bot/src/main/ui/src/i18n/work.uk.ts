/** Texts of the shared work, in Ukrainian. */
export const workUk = {
  assign: 'Доручити', looksToo: 'Також дивиться: {names}', looks: 'дивиться {name}', turnOf: 'доручено: {name}', turnLeads: 'до керівництва', lead: 'Рішення', spam: 'Спам', twoNeeded: 'потрібна друга людина',
  act_assigned: 'Доручено', act_escalated: 'Передано керівництву', act_reopened: 'Відкрито знову', 'act_closed-as-spam': 'Закрито як спам', 'act_not-credible-proposed': 'Запропоновано закрити як недостовірну', 'act_not-credible-confirmed': 'Закрито як недостовірну', 'act_export-proposed': 'Прохання вивантажити', 'act_export-confirmed': 'Вивантаження дозволено', act_exported: 'Вивантажено', 'act_destruction-proposed': 'Запропоновано знищити', 'act_destruction-confirmed': 'Знищення підтверджено', 'act_proposal-declined': 'Пропозицію відхилено', act_destroyed: 'Знищено: так вирішили дві людини', 'act_sender-blocked': 'Того, хто пише, заблоковано', 'act_sender-unblocked': 'Блокування знято',
};
