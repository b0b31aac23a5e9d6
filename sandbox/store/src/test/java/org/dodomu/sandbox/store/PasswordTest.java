package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

    @TempDir
    Path directory;

    private final EmbeddedStore store = EmbeddedStore.inMemory();

    @AfterEach
    void close() {
        store.close();
    }

    private static Document run(String uri, String command) {
        try (MongoClient client = MongoClients.create(uri)) {
            return client.getDatabase("test").runCommand(new Document(command, command.equals("find") ? "items" : 1));
        }
    }

    @Test
    void whoKnowsThePasswordIsLetIn() {
        assertThat(run(store.uri("test"), "find")).containsKey("cursor");
        assertThat(run(store.uri("test").replaceAll("&authMechanism=.*", ""), "find"))
                .containsKey("cursor");
    }

    @Test
    void eachStartHasItsOwnPassword() {
        try (EmbeddedStore other = EmbeddedStore.inMemory()) {
            assertThat(password(other.uri("test"))).hasSize(43).isNotEqualTo(password(store.uri("test")));
        }
    }

    private static Scram scram() {
        SecureRandom random = new SecureRandom();
        return new Scram(random, Scram.newPassword(random));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "a password with spaces that is long enough", "12345678901234567890123456789@/x"})
    void aPasswordThatIsShortOrUnsafeInAUriIsNotTaken(String password) {
        assertThatThrownBy(() -> new Scram(new SecureRandom(), password)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStoreThatIsOpenedWithTheSamePasswordAndPortAgainIsFoundByItsOldUri() throws IOException {
        String password = Scram.newPassword(new SecureRandom());
        Path file = directory.resolve("again.db");
        int port;
        try (EmbeddedStore first = EmbeddedStore.open(file, 0, password)) {
            port = first.port();
        }
        String uri = EmbeddedStore.uri(port, password, "test");
        try (EmbeddedStore again = EmbeddedStore.open(file, port, password)) {
            assertThat(again.uri("test")).isEqualTo(uri);
            assertThat(run(uri, "find")).containsKey("cursor");
        }
    }

    private static String password(String uri) {
        return uri.substring("mongodb://sandbox:".length(), uri.indexOf('@'));
    }

    @Test
    void aWrongPasswordIsRefused() {
        String uri = store.uri("test").replace(password(store.uri("test")), "guess");
        assertThatThrownBy(() -> run(uri, "ping")).isInstanceOf(MongoSecurityException.class);
    }

    @Test
    void aWrongUserIsRefused() {
        String uri = store.uri("test").replace("//sandbox:", "//root:");
        assertThatThrownBy(() -> run(uri, "ping")).isInstanceOf(MongoSecurityException.class);
    }

    @Test
    void anotherMechanismIsRefused() {
        String uri = store.uri("test").replace("SCRAM-SHA-256", "SCRAM-SHA-1");
        assertThatThrownBy(() -> run(uri, "ping")).isInstanceOf(MongoSecurityException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"find", "listDatabases", "listCollections", "dropDatabase", "buildInfo", "serverStatus", "FIND"})
    void withoutAPasswordNothingIsServedButTheGreeting(String command) {
        String open = withoutPassword();
        assertThatThrownBy(() -> run(open, command))
                .isInstanceOfSatisfying(MongoCommandException.class, refused -> assertThat(refused.getErrorCode())
                        .isEqualTo(13));
        assertThat(run(open, "hello")).containsEntry("isWritablePrimary", true);
        assertThat(run(open, "ping")).containsKey("ok");
    }

    private String withoutPassword() {
        return store.uri("test").replaceAll("sandbox:.*@", "").replaceAll("\\?.*", "");
    }

    @Test
    void aProofCannotBeSkippedNorPlayedAgain() {
        Scram.Exchange exchange = scram().exchange();
        byte[] last = "c=biws,r=x,p=AAAA".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> exchange.last(last)).isInstanceOf(MongoServerError.class);
        exchange.first("n,,n=sandbox,r=abc".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> exchange.last(last)).isInstanceOf(MongoServerError.class);
        assertThatThrownBy(() -> exchange.first("rubbish".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MongoServerError.class);
    }

    @Test
    void aFailedProofEndsTheSession() {
        Session session = new Session(scram());
        de.bwaldvogel.mongo.bson.Document find = new de.bwaldvogel.mongo.bson.Document("find", "items");
        assertThatThrownBy(() -> session.answer(new de.bwaldvogel.mongo.bson.Document("saslContinue", 1)))
                .isInstanceOf(MongoServerError.class);
        assertThatThrownBy(() -> session.answer(find)).isInstanceOf(MongoServerError.class);
    }
}
