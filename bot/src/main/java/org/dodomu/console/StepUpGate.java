package org.dodomu.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.dodomu.desk.Member;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Stands before every method that carries {@link StepUp}. */
@Configuration(proxyBeanMethods = false)
class StepUpGate implements WebMvcConfigurer, HandlerInterceptor {

    private final Freshness freshness;

    StepUpGate(Freshness freshness) {
        this.freshness = freshness;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(StepUp.class)) {
            if (!(request.getAttribute(MemberGate.MEMBER) instanceof Member member)) {
                throw new StepUpNeeded();
            }
            freshness.require(request.getSession(), member);
        }
        return true;
    }
}
