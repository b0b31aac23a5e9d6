package org.dodomu.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.Sha256;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field at every depth of both parts, changed, left out and repeated, in a roster that nobody signed that way. The browser's {@code roster.test.ts} does the same. */
class RosterFieldsTest {

    private static final SampleRosters SAMPLE = new SampleRosters();

    private static void unproven(String what, SignedRoster... versions) {
        assertThatThrownBy(() -> SAMPLE.verify(versions)).as(what).isInstanceOf(RosterUnproven.class);
    }

    private static Map<String, byte[]> signatures(SignedRoster of) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        of.signers().forEach(by -> all.put(by, of.signature(by)));
        return all;
    }

    private static SignedRoster of(int version) {
        return version == 1 ? SAMPLE.version1 : SAMPLE.version2;
    }

    private static void refused(int version, String what, byte[] publicPart, byte[] memberPart) {
        SignedRoster forged = new SignedRoster(publicPart, memberPart, signatures(of(version)));
        if (version == 1) {
            unproven(what, forged);
            unproven(what, forged, SAMPLE.version2);
        } else {
            unproven(what, SAMPLE.version1, forged);
        }
    }

    /** One place of a document: what is done to it, and how. */
    private record Change(String what, Consumer<Map<String, Object>> act) {}

    @SuppressWarnings("unchecked")
    private static Object at(Map<String, Object> document, List<Object> path) {
        Object here = document;
        for (Object step : path) {
            here = step instanceof Integer index
                    ? ((List<Object>) here).get(index)
                    : Objects.requireNonNull(((Map<String, Object>) here).get(step));
        }
        return here;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> document, List<Object> path, Object value) {
        Object last = path.get(path.size() - 1);
        Object parent = at(document, path.subList(0, path.size() - 1));
        if (last instanceof Integer index) {
            ((List<Object>) parent).set(index, value);
        } else {
            ((Map<String, Object>) parent).put((String) last, value);
        }
    }

    @SuppressWarnings("unchecked")
    private static void changes(Object here, List<Object> path, List<Change> found) {
        if (here instanceof Map<?, ?> object) {
            for (Object key : object.keySet()) {
                List<Object> inner = with(path, key);
                found.add(new Change(
                        "without " + inner, document -> ((Map<String, Object>) at(document, path)).remove(key)));
                changes(Objects.requireNonNull(object.get(key)), inner, found);
            }
            found.add(new Change(
                    "more in " + path, document -> ((Map<String, Object>) at(document, path)).put("more", 1)));
        } else if (here instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                found.add(new Change(
                        "without " + with(path, i), document -> ((List<Object>) at(document, path)).remove(index)));
                found.add(new Change("twice " + with(path, i), document -> ((List<Object>) at(document, path))
                        .add(list.get(index))));
                changes(list.get(i), with(path, i), found);
            }
            if (list.size() > 1) {
                found.add(new Change(
                        "turned " + path,
                        document -> java.util.Collections.reverse((List<Object>) at(document, path))));
            }
        } else if (here instanceof Integer number) {
            found.add(new Change("more " + path, document -> put(document, path, number + 1)));
            found.add(new Change("less " + path, document -> put(document, path, number - 1)));
            found.add(new Change("text " + path, document -> put(document, path, String.valueOf(number))));
        } else {
            String text = (String) here;
            for (int i = 0; i < text.length(); i += Math.max(1, text.length() / 8)) {
                int index = i;
                char other = text.charAt(i) == 'q' ? 'p' : 'q';
                found.add(new Change(
                        "changed " + path + " at " + i,
                        document -> put(document, path, text.substring(0, index) + other + text.substring(index + 1))));
            }
            found.add(new Change("longer " + path, document -> put(document, path, text + "q")));
        }
    }

    private static List<Object> with(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static Map<String, byte[]> forgeriesOf(byte[] exact) {
        List<Change> changes = new ArrayList<>();
        changes(Json.read(exact), List.of(), changes);
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (Change change : changes) {
            Map<String, Object> document = Json.read(exact);
            change.act().accept(document);
            assertThat(Json.write(document)).as(change.what()).isNotEqualTo(exact);
            all.put(change.what(), Json.write(document));
        }
        assertThat(all.size()).isGreaterThan(60);
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void refusesEveryChangeOfThePublicPart(int version) {
        forgeriesOf(of(version).publicPart())
                .forEach((what, forged) ->
                        refused(version, what, forged, of(version).memberPart()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void refusesEveryChangeOfTheMemberPartAlsoWithItsNewHashInThePublicOne(int version) {
        forgeriesOf(of(version).memberPart()).forEach((what, forged) -> {
            refused(version, what, of(version).publicPart(), forged);
            Map<String, Object> open = Json.read(of(version).publicPart());
            open.put("members", Sha256.hex(forged));
            refused(version, what, Json.write(open), forged);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void refusesEverySignatureExchangedShortenedOrUnderAnotherName(int version) {
        SignedRoster real = of(version);
        for (String by : real.signers()) {
            byte[] exact = real.signature(by);
            List<byte[]> wrong = new ArrayList<>();
            for (int bit = 0; bit < 8 * exact.length; bit += 3) {
                byte[] flipped = exact.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                wrong.add(flipped);
            }
            wrong.add(java.util.Arrays.copyOf(exact, 63));
            wrong.add(java.util.Arrays.copyOf(exact, 65));
            wrong.add(new byte[0]);
            wrong.add(of(3 - version).signature(by));
            for (byte[] forged : wrong) {
                Map<String, byte[]> all = signatures(real);
                all.put(by, forged);
                refusedSigned(version, real, all);
            }
            Map<String, byte[]> renamed = signatures(real);
            renamed.remove(by);
            refusedSigned(version, real, renamed);
            renamed.put("m-00000000", exact);
            refusedSigned(version, real, renamed);
        }
    }

    private static void refusedSigned(int version, SignedRoster real, Map<String, byte[]> signatures) {
        SignedRoster forged = new SignedRoster(real.publicPart(), real.memberPart(), signatures);
        if (version == 1) {
            unproven("a signature", forged);
            unproven("a signature", forged, SAMPLE.version2);
        } else {
            unproven("a signature", SAMPLE.version1, forged);
        }
    }
}
