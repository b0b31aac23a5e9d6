package org.dodomu.sandbox.telegram;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Lets a servlet close the connection without a byte of an answer. */
final class HangUp extends ValveBase {

    private static final String ATTRIBUTE = HangUp.class.getName();

    HangUp() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(ATTRIBUTE, (Runnable) () -> {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException("Closed on purpose"));
            response.setSuspended(true);
        });
        getNext().invoke(request, response);
    }

    static void on(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Runnable close) {
            close.run();
        }
    }
}
