package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dodomu.cases.Cases;
import org.dodomu.config.Language;
import org.dodomu.config.Urgency;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class CaseCommandsTest {

    private final World world = new World();

    CaseCommandsTest() throws IOException {}

    @AfterEach
    void end() {
        world.close();
    }

    private static CaseCommand command(CaseCommand.Kind kind, String number, Urgency urgency) {
        return new CaseCommand(kind, number, List.of(), null, urgency, false);
    }

    private static List<String> acts(AnnotationConfigApplicationContext process, String number) {
        return process.getBean(Custody.class).of(number).stream()
                .map(CustodyRecord::act)
                .toList();
    }

    @Test
    void custodyTellsOfARaiseThatCameBeforeTheHandInHoweverOftenBothAreTold() throws IOException {
        try (var process = world.start()) {
            Cases cases = process.getBean(Cases.class);
            String raised = cases.bear(new byte[] {1}, Language.UK).value();
            String plain = cases.bear(new byte[] {2}, Language.UK).value();
            Conversation soon = new Conversation();
            soon.commands.add(command(CaseCommand.Kind.RAISE, raised, Urgency.SOON));
            soon.commands.add(command(CaseCommand.Kind.ENQUEUE, raised, Urgency.SOON));
            Conversation routine = new Conversation();
            routine.commands.add(command(CaseCommand.Kind.ENQUEUE, plain, Urgency.ROUTINE));
            for (int again = 0; again < 2; again++) {
                process.getBean(CaseCommands.class).run(Map.of("a", soon, "b", routine));
                assertThat(acts(process, raised)).containsExactly("born", "raised", "enqueued");
                assertThat(acts(process, plain)).containsExactly("born", "enqueued");
            }
        }
    }
}
