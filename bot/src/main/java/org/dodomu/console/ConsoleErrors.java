package org.dodomu.console;

import com.mongodb.MongoException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.dodomu.cases.CaseErased;
import org.dodomu.cases.CaseSealBroken;
import org.dodomu.cases.CaseUnknown;
import org.dodomu.cases.GenerationSpent;
import org.dodomu.cases.LeaseHeld;
import org.dodomu.cases.LeaseLost;
import org.dodomu.cases.NotAllowed;
import org.dodomu.cases.ProposalGone;
import org.dodomu.cases.ProposalPending;
import org.dodomu.cases.SamePerson;
import org.dodomu.desk.FoundingRefused;
import org.dodomu.desk.ProposalRefused;
import org.dodomu.desk.RosterUnproven;
import org.dodomu.followup.NoWayBack;
import org.dodomu.passkeys.LastPasskey;
import org.dodomu.passkeys.PasskeyRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns every refusal into a status and one word. */
@RestControllerAdvice
class ConsoleErrors {

    private final ConsoleJournal journal = new ConsoleJournal();

    private static ResponseEntity<ErrorBody> answer(int status, String error) {
        return ResponseEntity.status(status).body(ErrorBody.of(error));
    }

    @ExceptionHandler({Malformed.class, HttpMessageNotReadableException.class, MethodArgumentTypeMismatchException.class
    })
    ResponseEntity<ErrorBody> malformed() {
        return answer(400, ErrorBody.word(400));
    }

    @ExceptionHandler(SignInFailed.class)
    ResponseEntity<ErrorBody> signInFailed() {
        return answer(401, "sign-in-failed");
    }

    @ExceptionHandler({NotAllowed.class, AccessDeniedException.class})
    ResponseEntity<ErrorBody> notAllowed() {
        return answer(403, ErrorBody.word(403));
    }

    @ExceptionHandler(CaseUnknown.class)
    ResponseEntity<ErrorBody> unknown() {
        return answer(404, ErrorBody.word(404));
    }

    @ExceptionHandler(LeaseHeld.class)
    ResponseEntity<ErrorBody> claimed(LeaseHeld held) {
        return ResponseEntity.status(409)
                .body(new ErrorBody("claimed", held.by().value()));
    }

    @ExceptionHandler(LeaseLost.class)
    ResponseEntity<ErrorBody> lost() {
        return answer(409, "lease-lost");
    }

    @ExceptionHandler(GenerationSpent.class)
    ResponseEntity<ErrorBody> spent() {
        return answer(409, "generation-spent");
    }

    @ExceptionHandler(ProposalGone.class)
    ResponseEntity<ErrorBody> proposalGone() {
        return answer(409, "proposal-gone");
    }

    @ExceptionHandler(ProposalPending.class)
    ResponseEntity<ErrorBody> proposalPending() {
        return answer(409, "proposal-pending");
    }

    @ExceptionHandler(SamePerson.class)
    ResponseEntity<ErrorBody> samePerson() {
        return answer(403, "same-person");
    }

    @ExceptionHandler(CaseErased.class)
    ResponseEntity<ErrorBody> erased() {
        return answer(410, "erased");
    }

    @ExceptionHandler(NoWayBack.class)
    ResponseEntity<ErrorBody> noWayBack() {
        return answer(409, "no-way-back");
    }

    @ExceptionHandler(ProposalRefused.class)
    ResponseEntity<ErrorBody> proposalRefused(ProposalRefused refused) {
        return answer(409, refused.why().word());
    }

    @ExceptionHandler(FoundingRefused.class)
    ResponseEntity<ErrorBody> foundingRefused(FoundingRefused refused) {
        return answer(
                refused.why() == FoundingRefused.Why.LINK ? 404 : 409,
                refused.why().word());
    }

    @ExceptionHandler(VettingEnded.class)
    ResponseEntity<ErrorBody> vettingEnded() {
        return answer(403, VettingEnded.WORD);
    }

    @ExceptionHandler(PasskeyNeeded.class)
    ResponseEntity<ErrorBody> passkeyNeeded(PasskeyNeeded needed) {
        return answer(403, needed.word());
    }

    @ExceptionHandler(StepUpNeeded.class)
    ResponseEntity<ErrorBody> stepUpNeeded() {
        return answer(403, "step-up");
    }

    @ExceptionHandler(PasskeyRefused.class)
    ResponseEntity<ErrorBody> passkeyRefused() {
        return answer(409, "passkey-refused");
    }

    @ExceptionHandler(LastPasskey.class)
    ResponseEntity<ErrorBody> lastPasskey() {
        return answer(409, "last-passkey");
    }

    @ExceptionHandler(RosterUnproven.class)
    ResponseEntity<ErrorBody> unproven() {
        journal.rosterUnproven();
        return answer(503, "roster-unproven");
    }

    @ExceptionHandler(CaseSealBroken.class)
    ResponseEntity<ErrorBody> sealBroken() {
        journal.caseSealBroken();
        return answer(503, "seal-broken");
    }

    @ExceptionHandler(MongoException.class)
    ResponseEntity<ErrorBody> storageAway(MongoException away) {
        journal.failed(away.getClass());
        return answer(503, "storage-away");
    }

    /** A query that is no UTF-8, or not in the form of one. */
    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<ErrorBody> queryUnreadable() {
        return answer(400, ErrorBody.word(400));
    }

    /** A browser left while its stream was being written to: nobody is there to answer, and nothing failed. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void browserIsGone() {}

    /** The rest: what Spring refuses keeps its status, all else is a failure of ours. A response that is on its way can only be cut off. */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<ErrorBody> other(Exception any, HttpServletResponse response) throws IOException {
        if (any instanceof ErrorResponse refused) {
            int status = refused.getStatusCode().value();
            return answer(status, ErrorBody.word(status));
        }
        journal.failed(any.getClass());
        if (response.isCommitted()) {
            throw new IOException("The response was cut off");
        }
        return answer(500, ErrorBody.word(500));
    }
}
