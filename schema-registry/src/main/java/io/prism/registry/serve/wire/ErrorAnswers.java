// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.wire;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.store.StoreException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.core.Response.StatusType;
import java.io.IOException;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer on the wire. */
class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final int UNPROCESSABLE = 422;
    private static final int DEFECT = 500;
    private static final String CHALLENGE = "Basic realm=\"schema-registry\", Bearer realm=\"schema-registry\"";

    @ServerExceptionMapper
    RestResponse<ErrorBody> malformed(MalformedParameter failure) {
        return answer(UNPROCESSABLE, String.valueOf(failure.getMessage()));
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> refused(RegistryException failure) {
        ErrorCode code = failure.code();
        var answer = RestResponse.ResponseBuilder.<ErrorBody>create(code.status())
                .entity(new ErrorBody(code.code(), String.valueOf(failure.getMessage())))
                .type(MediaTypes.V1);
        if (code == ErrorCode.UNAUTHENTICATED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        if (code == ErrorCode.BUSY) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.build();
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> store(StoreException failure) {
        if (failure instanceof StoreException.Unavailable) {
            LOG.atWarn().setCause(failure).log("the store cannot be reached");
            return refused(ConfluentFailures.store());
        }
        if (failure instanceof StoreException.Full) {
            return refused(new RegistryException(ErrorCode.FULL, String.valueOf(failure.getMessage())));
        }
        return defect(failure);
    }

    /** The caller went away, or took too long, in the middle of a body. Nobody may be there to read the answer. */
    @ServerExceptionMapper
    RestResponse<ErrorBody> unread(IOException failure) {
        LOG.atDebug().setCause(failure).log("a body could not be read to its end");
        return refused(new RegistryException(ErrorCode.MALFORMED, "The body could not be read to its end"));
    }

    /** Unknown paths, wrong methods, content types that are not ours: the text is Confluent's. */
    @ServerExceptionMapper
    RestResponse<ErrorBody> http(WebApplicationException failure) {
        StatusType status = failure.getResponse().getStatusInfo();
        if (status.getFamily() == Family.SERVER_ERROR) {
            return defect(failure);
        }
        return answer(status.getStatusCode(), "HTTP " + status.getStatusCode() + " " + status.getReasonPhrase());
    }

    /** The caller gets an id and nothing else; the log has the trace under that id. */
    @ServerExceptionMapper
    RestResponse<ErrorBody> defect(Exception failure) {
        String id = UUID.randomUUID().toString();
        LOG.atError().setCause(failure).addKeyValue("failureId", id).log("call failed on a defect");
        return answer(DEFECT, "Internal error " + id + "; the log of schema-registry has the cause under this id");
    }

    private static RestResponse<ErrorBody> answer(int status, String message) {
        return RestResponse.ResponseBuilder.<ErrorBody>create(status)
                .entity(new ErrorBody(status, message))
                .type(MediaTypes.V1)
                .build();
    }
}
