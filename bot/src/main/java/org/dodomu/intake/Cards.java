package org.dodomu.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.dodomu.config.LineSettings;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.Urgency;

/** The one live card of a chat: what it says and which buttons it carries, by stage. Never a word of what was told. */
final class Cards {

    private final ScriptParts parts;

    Cards(ScriptParts parts) {
        this.parts = parts;
    }

    void show(Turn turn) {
        StringJoiner html = new StringJoiner("\n\n");
        if (turn.talk.note != null) {
            html.add(escape(turn.talk.note));
        } else if (turn.talk.stage != Stage.HIDDEN) {
            Quotas.notice(turn)
                    .ifPresent(told -> html.add(escape(told) + (Quotas.namesHotline(turn) ? hotline(turn) : "")));
        }
        Buttons buttons = new Buttons(turn);
        if (turn.talk.page != null) {
            html.add(page(turn, turn.talk.page));
            buttons.leave(true);
        } else {
            html.add(stage(turn, buttons));
        }
        turn.card(html.toString(), buttons.keyboard());
    }

    private String page(Turn turn, Page page) {
        return switch (page) {
            case HELP -> text(turn, "page.help") + hotline(turn);
            case PRIVACY ->
                text(turn, "page.privacy", "days", parts.policy().replyLives().toDays());
            case SAFETY -> text(turn, "page.safety") + hotline(turn);
            case STATUS -> ReportCards.status(turn, sealed(turn));
        };
    }

    private String stage(Turn turn, Buttons buttons) {
        return switch (turn.talk.stage) {
            case LANGUAGE -> {
                parts.line().offered().forEach(language -> buttons.label(language.ownName(), language.code()));
                yield text(turn, "language.ask");
            }
            case SAFE -> {
                buttons.own("safe.yes", "yes").own("safe.no", "no");
                yield text(turn, "safe.ask");
            }
            case DOORS -> {
                buttons.own("doors.report", "report")
                        .own("doors.child", "child")
                        .own("doors.danger", "danger");
                buttons.leave(false);
                yield text(turn, "doors.ask", "name", parts.line().name());
            }
            case CHILD -> door(turn, buttons, "child.ask");
            case DANGER -> door(turn, buttons, "danger.ask");
            case WARNING -> {
                buttons.own("warning.agree", "agree");
                buttons.leave(true);
                yield text(turn, "warning.text", "name", parts.line().name(), "hours", hours(Urgency.ROUTINE))
                        + "\n\n"
                        + text(
                                turn,
                                Unfinished.sentence(parts.policy()),
                                "hours",
                                parts.policy().abandonedAfter().toHours());
            }
            case QUESTION -> question(turn, buttons);
            case CHANGE -> change(turn, buttons);
            default -> later(turn, buttons);
        };
    }

    private String later(Turn turn, Buttons buttons) {
        return switch (turn.talk.stage) {
            case SHARING -> {
                String body = HandingIn.bodies(turn).get(turn.talk.sharing);
                buttons.own("sharing.yes", "yes").own("sharing.no", "no");
                buttons.leave(true);
                yield text(turn, "sharing.ask", "body", turn.text("share." + body));
            }
            case REVIEW -> {
                buttons.own("review.submit", "submit").own("review.change", "change");
                buttons.leave(true);
                yield text(turn, "review.text") + sealed(turn);
            }
            case HOME -> home(turn, buttons);
            case TALK -> {
                buttons.leave(true);
                yield text(turn, "reply.answer");
            }
            case FORGET -> {
                buttons.own("forget.yes", "yes").own("nav.no", "no");
                buttons.leave(false);
                yield text(turn, "forget.ask");
            }
            case WITHDRAW -> ReportCards.withdraw(turn, buttons);
            case CLOSED -> {
                buttons.own("closed.again", "again");
                buttons.leave(false);
                yield text(turn, turn.talk.present().isPresent() ? "closed.kept" : "closed") + hotline(turn);
            }
            default -> text(turn, "dull");
        };
    }

    private String door(Turn turn, Buttons buttons, String key) {
        buttons.leave(true);
        return text(turn, key, "hours", hours(Urgency.NOW)) + hotline(turn);
    }

    private String question(Turn turn, Buttons buttons) {
        Optional<Questionnaire.Question> current = Questions.current(turn);
        if (current.isEmpty()) {
            return text(turn, "dull");
        }
        Questionnaire.Question question = current.get();
        List<Questionnaire.Question> path = Questions.path(turn.talk, parts.questionnaire());
        for (Questionnaire.Choice choice : question.choices()) {
            String mark = turn.talk.picked.contains(choice.id()) ? "✓ " : "";
            buttons.label(mark + turn.text("q." + question.id() + ".c." + choice.id()), choice.id());
        }
        boolean several = question.several() || question.kind() == Questionnaire.Kind.MULTI;
        boolean answered = turn.talk.answered.containsKey(question.id());
        if (several || answered) {
            buttons.own("nav.next", "next");
        }
        if (question.kind() != Questionnaire.Kind.FILES && !answered) {
            buttons.own("nav.unknown", "unknown");
        }
        buttons.navigate(!question.mandatory());
        String progress =
                text(turn, "card.progress", "n", Questions.position(turn.talk, path) + 1, "total", path.size());
        return "<b>" + progress + "</b>\n" + text(turn, "q." + question.id() + ".ask") + receiving(turn) + sealed(turn);
    }

    private String receiving(Turn turn) {
        long open = turn.talk.errands.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.FETCH)
                .count();
        return open == 0 ? "" : "\n\n⏳ " + text(turn, "card.receiving", "count", open);
    }

    private String sealed(Turn turn) {
        if (turn.talk.kinds.isEmpty()) {
            return "";
        }
        StringJoiner kinds = new StringJoiner(", ");
        for (Map.Entry<String, Integer> kind : turn.talk.kinds.entrySet()) {
            kinds.add(turn.text("kind." + kind.getKey(), "count", kind.getValue()));
        }
        return "\n\n✓ " + text(turn, "card.sealed", "kinds", done(turn) + kinds);
    }

    /** How much of the questionnaire is sealed; nothing for a report that came through a short door. */
    private String done(Turn turn) {
        if (!turn.talk.consented) {
            return "";
        }
        List<Questionnaire.Question> path = Questions.path(turn.talk, parts.questionnaire());
        long done = path.stream()
                .filter(question -> turn.talk.answered.containsKey(question.id()))
                .count();
        return turn.text("card.of", "done", done, "total", path.size()) + ": ";
    }

    private String change(Turn turn, Buttons buttons) {
        for (Questionnaire.Question question : Questions.path(turn.talk, parts.questionnaire())) {
            boolean answered = turn.talk.answered.containsKey(question.id());
            buttons.label((answered ? "✓ " : "") + turn.text("q." + question.id()), question.id());
        }
        buttons.leave(true);
        return text(turn, "change.ask");
    }

    private String home(Turn turn, Buttons buttons) {
        Conversation talk = turn.talk;
        if (!talk.replies.isEmpty()) {
            buttons.own("reply.show", "show");
        }
        if (!talk.child) {
            buttons.own(talk.consented ? "home.change" : "home.more", talk.consented ? "change" : "more");
        }
        boolean leaves = talk.withdrawn.containsKey(talk.number());
        if (leaves) {
            buttons.own("withdraw.undo", "unwithdraw");
        }
        buttons.own("home.new", "new");
        buttons.leave(false);
        String number = talk.caseNumber == null ? "" : talk.caseNumber;
        String key = talk.child ? "home.child" : "home.text";
        String own = leaves ? "\n\n" + text(turn, "withdraw.waits") : "";
        return text(turn, key, "number", number, "hours", hours(talk.urgency))
                + receiving(turn)
                + sealed(turn)
                + own
                + (talk.urgency == Urgency.NOW ? hotline(turn) : "");
    }

    private long hours(Urgency urgency) {
        return Math.max(1, parts.line().readWithin().of(urgency).toHours());
    }

    private String hotline(Turn turn) {
        LineSettings.Hotline line = parts.line().hotline();
        return line.known()
                ? "\n\n" + text(turn, "hotline", "name", line.name(), "number", line.number(), "hours", line.hours())
                : "";
    }

    static String text(Turn turn, String key, Object... arguments) {
        return escape(turn.text(key, arguments));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
