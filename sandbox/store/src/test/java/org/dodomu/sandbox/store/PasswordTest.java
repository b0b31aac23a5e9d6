package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

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
        Scram.Exchange exchange = new Scram(new SecureRandom()).exchange();
        byte[] last = "c=biws,r=x,p=AAAA".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> exchange.last(last)).isInstanceOf(MongoServerError.class);
        exchange.first("n,,n=sandbox,r=abc".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> exchange.last(last)).isInstanceOf(MongoServerError.class);
        assertThatThrownBy(() -> exchange.first("rubbish".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MongoServerError.class);
    }

    @Test
    void aFailedProofEndsTheSession() {
        Session session = new Session(new Scram(new SecureRandom()));
        de.bwaldvogel.mongo.bson.Document find = new de.bwaldvogel.mongo.bson.Document("find", "items");
        assertThatThrownBy(() -> session.answer(new de.bwaldvogel.mongo.bson.Document("saslContinue", 1)))
                .isInstanceOf(MongoServerError.class);
        assertThatThrownBy(() -> session.answer(find)).isInstanceOf(MongoServerError.class);
    }
}
