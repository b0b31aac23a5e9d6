package org.dodomu.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.Sha256;
import org.junit.jupiter.api.Test;

/** The bytes that the browser's {@code roster-next.ts} writes, frozen: its own test writes them anew from the same plan. */
class RosterBytesTest {

    private static Map<String, Object> frozen() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(RosterBytesTest.class.getResourceAsStream("/roster-next.json"))) {
            return Json.read(file.readAllBytes());
        }
    }

    private static byte[] bytes(String part) throws IOException {
        return ((String) Objects.requireNonNull(frozen().get(part))).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsAndWritesTheBrowsersBytes() throws IOException {
        byte[] publicPart = bytes("publicPart");
        byte[] memberPart = bytes("memberPart");
        RosterPublic open = RosterPublic.parse(publicPart);
        RosterMembers members = RosterMembers.parse(memberPart);
        assertThat(open.bytes()).isEqualTo(publicPart);
        assertThat(members.bytes()).isEqualTo(memberPart);
        assertThat(Sha256.hex(publicPart)).isEqualTo(frozen().get("hash"));
        assertThat(open.members()).isEqualTo(Sha256.hex(memberPart));
    }

    @Test
    void understandsEachFieldAsTheBrowserMeantIt() throws IOException {
        RosterPublic open = RosterPublic.parse(bytes("publicPart"));
        List<Member> members = RosterMembers.parse(bytes("memberPart")).members();
        Map<?, ?> plan = (Map<?, ?>) Objects.requireNonNull(frozen().get("plan"));
        assertThat(open.line()).isEqualTo(plan.get("line"));
        assertThat(open.version()).isEqualTo(plan.get("version"));
        assertThat(open.previous()).isEqualTo(plan.get("previous"));
        assertThat(open.k()).isEqualTo(plan.get("k"));
        assertThat(open.deposit().encoded()).isEqualTo(plan.get("deposit"));
        List<?> planned = (List<?>) Objects.requireNonNull(plan.get("members"));
        assertThat(members).hasSameSizeAs(planned);
        for (int i = 0; i < members.size(); i++) {
            Map<?, ?> one = (Map<?, ?>) planned.get(i);
            assertThat(members.get(i).id().value()).isEqualTo(one.get("id"));
            assertThat(members.get(i).until()).hasToString(String.valueOf(one.get("until")));
            assertThat(members.get(i).roles().stream().map(Role::code).toList()).isEqualTo(one.get("roles"));
            assertThat(members.get(i).recipient().encoded()).isEqualTo(one.get("recipient"));
        }
    }
}
