package org.dodomu.console;

import java.util.List;
import org.dodomu.desk.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives controllers the member whom {@link MemberGate} found in the roster, or the session's proof. */
@Configuration(proxyBeanMethods = false)
class MemberArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Member.class || parameter.getParameterType() == SignedIn.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object found = parameter.getParameterType() == Member.class
                ? request.getAttribute(MemberGate.MEMBER, RequestAttributes.SCOPE_REQUEST)
                : SecurityContextHolder.getContext().getAuthentication();
        if (!parameter.getParameterType().isInstance(found)) {
            throw new AuthenticationCredentialsNotFoundException("Nobody is signed in");
        }
        return found;
    }
}
